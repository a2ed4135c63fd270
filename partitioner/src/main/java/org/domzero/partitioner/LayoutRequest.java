package org.domzero.partitioner;

import java.util.Locale;
import java.util.UUID;

/**
 * The identities a layout gets, made beforehand so that equal requests give equal plans.
 *
 * @param repository uuid of the storage repository
 * @param disk GUID of the system disk's partition table
 * @param bootVolumeId of the boot partition's FAT: eight upper-case hexadecimal digits
 * @param slotA uuid of slot A's filesystem
 * @param state uuid of the filesystem on the state volume
 */
public record LayoutRequest(UUID repository, UUID disk, String bootVolumeId, UUID slotA, UUID state) {
    public LayoutRequest {
        if (!bootVolumeId.matches("[0-9A-F]{8}")) {
            throw new IllegalArgumentException("\"" + bootVolumeId + "\" is not a FAT volume id such as 1A2B3C4D");
        }
    }

    /** New identities for a new installation. */
    public static LayoutRequest random() {
        String volumeId = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        return new LayoutRequest(UUID.randomUUID(), UUID.randomUUID(), volumeId, UUID.randomUUID(), UUID.randomUUID());
    }

    /** As a {@code UUID=} in fstab: {@code 1A2B-3C4D}. */
    public String bootUuid() {
        return bootVolumeId.substring(0, 4) + "-" + bootVolumeId.substring(4);
    }
}
