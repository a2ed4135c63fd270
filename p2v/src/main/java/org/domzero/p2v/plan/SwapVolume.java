package org.domzero.p2v.plan;

import java.util.UUID;
import org.domzero.guests.vm.MakeSwap;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;

/** The guest's swap: a volume as a whole. */
public record SwapVolume(ByteSize size, UUID uuid) {
    /** The command that makes it: mkswap(8). */
    public Command mkswap(String device) {
        return MakeSwap.command(device, uuid);
    }
}
