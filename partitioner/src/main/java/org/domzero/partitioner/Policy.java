package org.domzero.partitioner;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;

/**
 * What may become of the disks that are chosen.
 *
 * @param eraseRepository the one storage repository that may be erased; its disks also hold data that {@code existingData} has to allow erasing
 * @param bootMedia paths of what this installer or its answers come from; a partition stands for its disk
 * @param minimumSystemDisk the least size of a system disk, {@link #MINIMUM_SYSTEM_DISK} for an installation
 */
public record Policy(
        ExistingData existingData, Optional<UUID> eraseRepository, Set<String> bootMedia, ByteSize minimumSystemDisk) {
    public static final ByteSize MINIMUM_SYSTEM_DISK = ByteSize.gibibytes(10);
    static final ByteSize MINIMUM_REPOSITORY_DISK = ByteSize.gibibytes(1);

    /** Partitions, filesystems, RAID and LVM that are no storage repository. */
    public enum ExistingData {
        REFUSE,
        ERASE
    }

    public Policy {
        bootMedia = Set.copyOf(bootMedia);
    }

    boolean isBootMedium(Disk disk) {
        return bootMedia.stream().anyMatch(disk::hasDevice);
    }
}
