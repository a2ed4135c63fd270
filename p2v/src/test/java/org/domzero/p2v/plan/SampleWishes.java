package org.domzero.p2v.plan;

import java.util.Optional;
import java.util.UUID;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.HostKernel;
import org.domzero.toolkit.ByteSize;

/** What a host of 32 GiB is asked for. */
public record SampleWishes(UUID root, UUID swap) {
    public CloneWishes sized(ByteSize size) {
        return of(Optional.of(size), Optional.empty(), Optional.empty());
    }

    public CloneWishes sized(ByteSize size, GuestType type) {
        return of(Optional.of(size), Optional.of(type), Optional.empty());
    }

    CloneWishes of(GuestType type, Optional<HostKernel> kernel) {
        return of(Optional.empty(), Optional.of(type), kernel);
    }

    private CloneWishes of(Optional<ByteSize> size, Optional<GuestType> type, Optional<HostKernel> kernel) {
        return new CloneWishes(
                Optional.empty(),
                size,
                Optional.empty(),
                type,
                false,
                false,
                ByteSize.gibibytes(32),
                8,
                kernel,
                root,
                swap);
    }
}
