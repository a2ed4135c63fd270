package org.domzero.partitioner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing found on a disk: its partition table, a partition, or what is built on one.
 *
 * @param device the kernel's path of the block device: {@code /dev/sda1}, {@code /dev/md127}, {@code
 *     /dev/mapper/vg0-root}
 * @param partLabel the partition's name in a GPT
 * @param mountPoints where it is mounted at this moment; {@link #SWAP_IN_USE} for swap space that is in use
 */
public record DiskContent(
        String device, Layer layer, Format format, @Nullable String partLabel, List<String> mountPoints) {
    /** What {@code lsblk} gives as the mount point of swap space in use. */
    static final String SWAP_IN_USE = "[SWAP]";

    /** What kind of block device it is. */
    public enum Layer {
        /** The disk as a whole. */
        DISK,
        PARTITION,
        /** A running RAID array of which the disk, or a partition of it, is a member. */
        RAID,
        LOGICAL_VOLUME,
        /** Something else that has the disk open: a multipath device, an opened encrypted container. */
        OTHER
    }

    public DiskContent {
        mountPoints = List.copyOf(mountPoints);
    }

    boolean isSwapInUse() {
        return mountPoints.contains(SWAP_IN_USE);
    }

    /** Where a filesystem on it is mounted. */
    List<String> filesystemMountPoints() {
        return mountPoints.stream().filter(point -> !point.equals(SWAP_IN_USE)).toList();
    }

    DiskContent withoutMountPoints() {
        return new DiskContent(device, layer, format, partLabel, List.of());
    }

    /** {@code /dev/sda2 vfat "EFI SYS"}; of a whole disk's own format only that. */
    String describe() {
        if (layer == Layer.DISK && format instanceof Format.PartitionTable) {
            return format.describe();
        }
        if (layer == Layer.DISK && format instanceof Format.Unknown) {
            return device + " data of unknown kind";
        }
        return device + " " + (partLabel == null ? "" : "(" + partLabel + ") ") + format.describe();
    }
}
