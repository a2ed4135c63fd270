package org.domzero.guests.vm;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A guest as it is asked for.
 *
 * @param uuid made by the caller, as those of its disks, so that equal requests give equal plans
 * @param disks of the sizes asked for, in the order in which the guest sees them
 * @param cdrom an ISO file of this host; null for none
 * @param kernel of dom0's files, started in place of what is on the guest's disk; null for the latter
 * @param ramdisk that goes with {@code kernel}
 * @param cmdline for {@code kernel}; empty for none
 * @param uefi whether an HVM guest has UEFI rather than a BIOS
 * @param bridges one for each network card
 * @param macs one for each network card
 */
public record NewGuest(
        UUID uuid,
        String name,
        String description,
        GuestType type,
        ByteSize memory,
        int vcpus,
        List<NewDisk> disks,
        @Nullable String cdrom,
        @Nullable String kernel,
        @Nullable String ramdisk,
        String cmdline,
        boolean uefi,
        List<String> bridges,
        List<String> macs) {
    /** A disk to be made. */
    public record NewDisk(UUID uuid, ByteSize size) {}

    public NewGuest {
        disks = List.copyOf(disks);
        bridges = List.copyOf(bridges);
        macs = List.copyOf(macs);
    }

    NewGuest withCdrom(String path) {
        return new NewGuest(
                uuid,
                name,
                description,
                type,
                memory,
                vcpus,
                disks,
                path,
                kernel,
                ramdisk,
                cmdline,
                uefi,
                bridges,
                macs);
    }

    /** A locally administered address of the range that Xen's tools use for guests: 00:16:3e. */
    public static String mac(UUID from) {
        long bits = from.getLeastSignificantBits();
        return String.format(Locale.ROOT, "00:16:3e:%02x:%02x:%02x", bits >> 16 & 0x7f, bits >> 8 & 0xff, bits & 0xff);
    }
}
