package org.domzero.partitioner;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;

/**
 * A GPT to be written to a disk.
 *
 * @param guid the table's own; empty lets sfdisk make one
 * @param partitions in order, each behind the one before; the last may have no size and then takes the rest
 */
record PartitionTable(Disk disk, Optional<UUID> guid, List<Partition> partitions) {
    /** Where the first partition begins, and what all others are aligned to. */
    private static final ByteSize ALIGNMENT = ByteSize.mebibytes(1);

    /** The EFI system partition, from the UEFI specification; the others are Linux conventions, see sfdisk --list-types. */
    static final String TYPE_ESP = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";

    static final String TYPE_LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    static final String TYPE_LVM = "E6D6D379-F507-44C2-A23C-238F2A3DF928";

    /**
     * @param label the partition's name in the table
     * @param size empty for all that is left
     * @param legacyBiosBootable the attribute by which {@code gptmbr.bin} finds the partition to boot
     * @param holds for people: what it is for
     */
    record Partition(String label, Optional<ByteSize> size, String type, boolean legacyBiosBootable, String holds) {}

    PartitionTable {
        partitions = List.copyOf(partitions);
    }

    String device(int number) {
        return Disk.partitionDevice(disk.path(), number);
    }

    /** The size a partition, counted from 1, will have. The backup table at the end costs the last one its last MiB. */
    ByteSize size(int number) {
        return partitions.get(number - 1).size().orElseGet(() -> {
            long taken = partitions.stream()
                    .flatMap(partition -> partition.size().stream())
                    .mapToLong(ByteSize::mebibytes)
                    .sum();
            return ByteSize.mebibytes(disk.size().mebibytes() - taken - 2 * ALIGNMENT.mebibytes());
        });
    }

    /**
     * The table as a script for {@code sfdisk}, see sfdisk(8), "named-fields format". Sizes carry their unit, as a
     * plain number counts logical sectors, which are not 512 bytes everywhere.
     */
    String script() {
        StringBuilder script = new StringBuilder("label: gpt\n");
        guid.ifPresent(id -> script.append("label-id: ").append(id).append('\n'));
        script.append("first-lba: ")
                .append(ALIGNMENT.bytes() / disk.logicalSectorSize())
                .append("\n\n");
        for (Partition partition : partitions) {
            partition
                    .size()
                    .ifPresent(size ->
                            script.append("size=").append(size.mebibytes()).append("MiB, "));
            script.append("type=").append(partition.type());
            script.append(", name=\"").append(partition.label()).append('"');
            if (partition.legacyBiosBootable()) {
                script.append(", attrs=\"LegacyBIOSBootable\"");
            }
            script.append('\n');
        }
        return script.toString();
    }
}
