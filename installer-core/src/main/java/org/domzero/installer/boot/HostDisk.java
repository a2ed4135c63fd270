package org.domzero.installer.boot;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskContent;
import org.domzero.partitioner.DiskLayout;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A disk with the system partitions of a domzero host.
 *
 * @param boot the boot partition
 * @param bootNumber its number in the table
 * @param slots the partitions of the slots that the disk has
 */
record HostDisk(Disk disk, DiskContent boot, int bootNumber, Map<Slot, DiskContent> slots) {
    private static final int MOST_PARTITIONS = 128;

    HostDisk {
        slots = Map.copyOf(slots);
    }

    /**
     * Finds the one to repair.
     *
     * @param named its path or a link to it; null where nothing was said
     * @throws UserError when there is none or more than one, when its table is damaged, or when it is in use
     */
    static HostDisk find(List<Disk> disks, @Nullable String named) {
        List<Disk> hosts = disks.stream()
                .filter(disk -> disk.contents().stream().anyMatch(HostDisk::isSystemPartition))
                .toList();
        if (named != null) {
            Disk disk = disks.stream()
                    .filter(one -> one.path().equals(named) || one.links().contains(named))
                    .findFirst()
                    .orElseThrow(
                            () -> UserError.usage("there is no disk " + named, "the disks here are " + list(disks)));
            if (!hosts.contains(disk)) {
                throw UserError.usage(
                        disk.describe() + " is not a domzero host's: none of its partitions is called domzero-boot,"
                                + " domzero-a or domzero-b",
                        hosts.isEmpty() ? "nor are those of any other disk here" : "those of " + list(hosts) + " are");
            }
            return of(disk);
        }
        if (hosts.isEmpty()) {
            throw UserError.failed(
                    "no disk here is a domzero host's: none has partitions called domzero-boot, domzero-a or"
                            + " domzero-b",
                    "the disks here are " + list(disks) + "; 'domzero probe' shows what is on them");
        }
        if (hosts.size() > 1) {
            throw UserError.usage(
                    "several disks are domzero hosts': " + list(hosts), "say which one is meant, by --disk");
        }
        return of(hosts.get(0));
    }

    private static HostDisk of(Disk disk) {
        DiskContent boot = partition(disk, DiskLayout.BOOT_PARTITION)
                .orElseThrow(() -> UserError.failed(
                        disk.describe() + " has no partition called " + DiskLayout.BOOT_PARTITION,
                        "only the partition table can bring it back: 'sfdisk --dump " + disk.path()
                                + "' shows what is there; it was the first, of 512 MiB"));
        for (DiskContent content : disk.contents()) {
            if (isSystemPartition(content) && !content.mountPoints().isEmpty()) {
                throw UserError.refused(
                        content.device() + " (" + content.partLabel() + ") is mounted at "
                                + String.join(", ", content.mountPoints()) + ": this machine uses it",
                        content.mountPoints().contains("/")
                                ? "this is the host itself: 'domzero boot update' keeps its boot partition in step;"
                                        + " 'domzero repair' is for the booted ISO"
                                : "unmount it first");
            }
        }
        int number = IntStream.rangeClosed(1, MOST_PARTITIONS)
                .filter(one -> Disk.partitionDevice(disk.path(), one).equals(boot.device()))
                .findFirst()
                .orElseThrow(() -> UserError.failed(
                        boot.device() + " is not a plain partition of " + disk.path(),
                        "boot the machine with the disk attached directly"));
        Map<Slot, DiskContent> slots = new EnumMap<>(Slot.class);
        for (Slot slot : Slot.values()) {
            partition(disk, slot.partLabel()).ifPresent(content -> slots.put(slot, content));
        }
        return new HostDisk(disk, boot, number, slots);
    }

    private static boolean isSystemPartition(DiskContent content) {
        String label = content.partLabel();
        return content.layer() == DiskContent.Layer.PARTITION
                && label != null
                && (label.equals(DiskLayout.BOOT_PARTITION)
                        || Slot.ofPartition(label).isPresent());
    }

    private static Optional<DiskContent> partition(Disk disk, String label) {
        return disk.contents().stream()
                .filter(HostDisk::isSystemPartition)
                .filter(content -> Objects.equals(content.partLabel(), label))
                .findFirst();
    }

    private static String list(List<Disk> disks) {
        return disks.isEmpty() ? "none" : disks.stream().map(Disk::describe).collect(Collectors.joining(", "));
    }
}
