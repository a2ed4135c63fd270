package org.domzero.p2v.plan;

import java.util.Optional;
import java.util.UUID;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.HostKernel;
import org.domzero.toolkit.ByteSize;

/**
 * What is asked of a clone, and what its host has to give.
 *
 * @param name of the guest; empty for the machine's own
 * @param size of the disk with the root; empty for one that fits
 * @param memory of the guest; empty for as much as the machine has
 * @param type empty for the best there is
 * @param newMac whether the guest's cards get addresses of their own
 * @param allCards whether it gets a card for each of the machine, not for its default route alone
 * @param hostMemory the most that a guest may have
 * @param hostProcessors the most that a guest may have
 * @param hostKernel for guests that none of the machine's own kernels starts as
 * @param root the uuid that the new root file system gets, made by the caller, so that equal requests give equal plans
 * @param swap that of the swap volume
 */
public record CloneWishes(
        Optional<String> name,
        Optional<ByteSize> size,
        Optional<ByteSize> memory,
        Optional<GuestType> type,
        boolean newMac,
        boolean allCards,
        ByteSize hostMemory,
        int hostProcessors,
        Optional<HostKernel> hostKernel,
        UUID root,
        UUID swap) {
    /** With nothing that is not a matter of course. */
    public static CloneWishes usual(ByteSize hostMemory, int hostProcessors, UUID root, UUID swap) {
        return new CloneWishes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                hostMemory,
                hostProcessors,
                Optional.empty(),
                root,
                swap);
    }
}
