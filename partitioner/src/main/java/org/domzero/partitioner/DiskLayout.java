package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.domzero.partitioner.DiskContent.Layer;
import org.domzero.partitioner.PartitionTable.Partition;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Phase;

/** What the chosen disks become: partitions, filesystems and the storage repository. */
public final class DiskLayout {
    /** The boot partition's FAT label; at most eleven characters, and not that of a volume with answers. */
    public static final String BOOT_LABEL = "DOMZEROBOOT";

    /** The boot partition's name in the GPT. */
    public static final String BOOT_PARTITION = "domzero-boot";

    /** Slot A's partition and filesystem label. */
    public static final String SLOT_A_LABEL = "domzero-a";

    /** Slot B's. */
    public static final String SLOT_B_LABEL = "domzero-b";

    /** The logical volume with guests' definitions, and its filesystem's label. */
    public static final String STATE_VOLUME = "domzero-state";

    private static final String REPOSITORY_LABEL = "domzero-sr";
    private static final ByteSize BOOT_SIZE = ByteSize.mebibytes(512);
    private static final ByteSize SLOT_SIZE = ByteSize.gibibytes(4);
    private static final int BOOT = 1;
    private static final int SLOT_A = 2;
    private static final int SLOT_B = 3;
    private static final int REPOSITORY = 4;

    private final DiskChoice choice;
    private final LayoutRequest request;
    private final StorageRepository repository;
    private final List<PartitionTable> tables;

    private DiskLayout(DiskChoice choice, LayoutRequest request) {
        this.choice = choice;
        this.request = request;
        this.repository = new StorageRepository(request.repository());
        this.tables = Stream.concat(
                        Stream.of(systemTable(choice.system(), request)),
                        choice.repository().stream().map(DiskLayout::repositoryTable))
                .toList();
    }

    public static DiskLayout of(DiskChoice choice, LayoutRequest request) {
        return new DiskLayout(choice, request);
    }

    private static PartitionTable systemTable(Disk disk, LayoutRequest request) {
        return new PartitionTable(
                disk,
                Optional.of(request.disk()),
                List.of(
                        new Partition(
                                BOOT_PARTITION,
                                Optional.of(BOOT_SIZE),
                                PartitionTable.TYPE_ESP,
                                true,
                                "FAT32: boot loaders, Xen and kernels of both slots"),
                        slot(SLOT_A_LABEL, "ext4: dom0, slot A"),
                        slot(SLOT_B_LABEL, "slot B, empty until the first upgrade"),
                        repositoryPartition()));
    }

    static PartitionTable repositoryTable(Disk disk) {
        return new PartitionTable(disk, Optional.empty(), List.of(repositoryPartition()));
    }

    private static Partition slot(String label, String holds) {
        return new Partition(label, Optional.of(SLOT_SIZE), PartitionTable.TYPE_LINUX, false, holds);
    }

    private static Partition repositoryPartition() {
        return new Partition(REPOSITORY_LABEL, Optional.empty(), PartitionTable.TYPE_LVM, false, "storage repository");
    }

    /**
     * What to do for it, in order: release what is in use and wipe, write the tables. Any of {@link #slotFilesystem},
     * {@link #bootFilesystem} and {@link #repositoryActions} may follow at any time.
     */
    public List<Phase> phases() {
        List<Action> partition = new ArrayList<>();
        for (PartitionTable table : tables) {
            partition.add(new WritePartitionTable(table.disk().path(), table.script()));
        }
        return List.of(new Phase("clear the disks", clearing()), new Phase("partition the disks", partition));
    }

    public Action bootFilesystem() {
        return new MakeBootFilesystem(bootDevice(), BOOT_LABEL, request.bootVolumeId());
    }

    public Action slotFilesystem() {
        return new MakeExt4(slotADevice(), SLOT_A_LABEL, request.slotA());
    }

    /** Make the storage repository on the new partitions, with its volume for what is known of guests. */
    public List<Action> repositoryActions() {
        List<String> physicalVolumes = physicalVolumes();
        return List.of(
                new CreateRepository(repository, physicalVolumes),
                new CreateVolume(repository, STATE_VOLUME, stateSize(), physicalVolumes.get(0)),
                new MakeExt4(stateDevice(), STATE_VOLUME, request.state()));
    }

    /** After a last look, from the innermost outwards: swap, volume groups, arrays; only then can a disk's signatures be wiped. */
    private List<Action> clearing() {
        Map<String, Action> actions = new LinkedHashMap<>();
        List<DiskContent> contents = choice.disks().stream()
                .flatMap(disk -> disk.contents().stream())
                .toList();
        contents.stream()
                .filter(DiskContent::isSwapInUse)
                .forEach(content -> actions.putIfAbsent("swap " + content.device(), new StopSwap(content.device())));
        for (DiskContent content : contents) {
            if (content.format() instanceof Format.PhysicalVolume volume
                    && volume.group() != null
                    && volume.groupUuid() != null) {
                actions.putIfAbsent(
                        "group " + volume.groupUuid(), new RemoveVolumeGroup(volume.group(), volume.groupUuid()));
            }
        }
        contents.stream()
                .filter(content -> content.layer() == Layer.RAID)
                .forEach(content -> actions.putIfAbsent("raid " + content.device(), new StopRaid(content.device())));
        List<Action> inOrder = new ArrayList<>();
        inOrder.add(new ConfirmUnchanged(choice.disks()));
        inOrder.addAll(actions.values());
        choice.disks().forEach(disk -> inOrder.add(new WipeDisk(disk.path(), partitions(disk), lost(disk))));
        return inOrder;
    }

    /** The last first, so that a logical partition goes before the extended one it is in. */
    private static List<String> partitions(Disk disk) {
        return disk.contents().stream()
                .filter(content ->
                        content.layer() == Layer.PARTITION && content.device().startsWith(disk.path()))
                .map(DiskContent::device)
                .sorted(Comparator.comparing(String::length)
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .toList();
    }

    private static String lost(Disk disk) {
        return disk.holdsData() ? disk.describeContents() : "";
    }

    /** As {@code /dev/sda1}. */
    public String bootDevice() {
        return tables.get(0).device(BOOT);
    }

    public String slotADevice() {
        return tables.get(0).device(SLOT_A);
    }

    public String slotBDevice() {
        return tables.get(0).device(SLOT_B);
    }

    public StorageRepository repository() {
        return repository;
    }

    /** Partitions of the repository; the system disk's first. */
    public List<String> physicalVolumes() {
        List<String> devices = new ArrayList<>();
        devices.add(tables.get(0).device(REPOSITORY));
        tables.stream().skip(1).forEach(table -> devices.add(table.device(1)));
        return List.copyOf(devices);
    }

    /** As {@code /dev/VG_XenStorage-<uuid>/domzero-state}. */
    public String stateDevice() {
        return repository.volumeDevice(STATE_VOLUME);
    }

    private ByteSize stateSize() {
        return stateSize(tables.get(0).size(REPOSITORY));
    }

    /** Half a GiB where the system disk's part of the repository is under 4 GiB, else one. */
    static ByteSize stateSize(ByteSize repositoryPartition) {
        return repositoryPartition.compareTo(ByteSize.gibibytes(4)) < 0
                ? ByteSize.mebibytes(512)
                : ByteSize.gibibytes(1);
    }

    /** The disks as they will be, as text: one line a disk and, below it, one a partition. */
    public String drawing() {
        StringBuilder text = new StringBuilder();
        for (PartitionTable table : tables) {
            text.append(table.disk().describe()).append('\n');
            for (int number = 1; number <= table.partitions().size(); number++) {
                Partition partition = table.partitions().get(number - 1);
                text.append(row(table.device(number), table.size(number), partition.label(), partition.holds()));
            }
        }
        text.append(repository.vgName()).append('\n');
        text.append(row(
                STATE_VOLUME,
                stateSize(),
                "",
                "ext4: guest definitions and templates, on " + physicalVolumes().get(0)));
        return text.toString();
    }

    private static String row(String device, ByteSize size, String label, String holds) {
        String right = size.toString();
        return "  " + device + blanks(16, device) + " " + blanks(10, right) + right + "  " + label + blanks(12, label)
                + "  " + holds + "\n";
    }

    private static String blanks(int width, String text) {
        return " ".repeat(Math.max(0, width - text.length()));
    }
}
