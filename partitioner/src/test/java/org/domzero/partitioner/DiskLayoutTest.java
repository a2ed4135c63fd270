package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.CommandAction;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskLayoutTest {
    private static final LayoutRequest REQUEST = new LayoutRequest(
            UUID.fromString(Sample.REPOSITORY),
            UUID.fromString("5d4c3b2a-0000-4000-8000-000000000001"),
            "1A2B3C4D",
            UUID.fromString("aaaaaaaa-0000-4000-8000-00000000000a"),
            UUID.fromString("cccccccc-0000-4000-8000-00000000000c"));

    private static DiskLayout layout(Disk system, Disk... repository) {
        return DiskLayout.of(new DiskChoice(system, List.of(repository)), REQUEST);
    }

    private static Plan plan(DiskLayout layout) {
        List<Phase> phases = new ArrayList<>(layout.phases());
        phases.add(Phase.of("make the filesystems", layout.bootFilesystem(), layout.slotFilesystem()));
        phases.add(new Phase("make the storage repository", layout.repositoryActions()));
        return new Plan("test", phases);
    }

    /** Every command after the last look at the disks, with what it reads. */
    private static String commands(DiskLayout layout) {
        return plan(layout)
                .actions()
                .skip(1)
                .flatMap(action -> ((CommandAction) action).commands().stream())
                .map(command -> "$ " + command.line() + "\n" + indented(command))
                .collect(Collectors.joining());
    }

    private static String indented(Command command) {
        return command.input().text().isEmpty() ? "" : command.input().text().indent(4);
    }

    @Test
    void anEmptyDiskIsPartitionedAndFormatted() {
        Golden.assertMatches(
                "one-empty-disk.commands", commands(layout(Sample.virtio().get(0))));
    }

    @Test
    void whatWasOnTheDisksIsReleasedFirst() {
        Golden.assertMatches(
                "raid.commands",
                commands(layout(Sample.raid().get(0), Sample.raid().get(1))));
    }

    @Test
    void aRepositoryOnTwoDisksIsRemovedOnce() {
        Golden.assertMatches(
                "nvme.commands",
                commands(layout(Sample.nvme().get(0), Sample.nvme().get(1))));
    }

    @Test
    void sizesAreTheSameOnLargeSectors() {
        Golden.assertMatches("4kn.commands", commands(layout(Sample.usb().get(2))));
    }

    @Test
    void theDisksAreLookedAtAgainBeforeTheFirstIsTouched() {
        Disk system = Sample.raid().get(0);
        Disk other = Sample.raid().get(1);

        assertThat(plan(layout(system, other)).actions())
                .startsWith(new ConfirmUnchanged(List.of(system, other)), new StopSwap("/dev/mapper/vg0-swap"));
    }

    @Test
    void thePlanTellsWhatIsLost() {
        Golden.assertMatches(
                "raid.plan",
                plan(layout(Sample.raid().get(0), Sample.raid().get(1))).render());
    }

    @Test
    void nothingIsLostOnAnEmptyDiskButItsTable() {
        assertThat(plan(layout(Sample.virtio().get(0)))
                        .actions()
                        .filter(Action::destructive)
                        .map(Action::summary))
                .containsExactly("write a new partition table to /dev/vda");
    }

    @Test
    void theDrawingShowsTheDisksAfterwards() {
        Golden.assertMatches(
                "two-disks.drawing",
                layout(Sample.virtio().get(0), Sample.virtio().get(1)).drawing());
    }

    @Test
    void knowsItsDevices() {
        DiskLayout layout = layout(Sample.nvme().get(0), Sample.virtio().get(1));

        assertThat(layout.bootDevice()).isEqualTo("/dev/nvme0n1p1");
        assertThat(layout.slotADevice()).isEqualTo("/dev/nvme0n1p2");
        assertThat(layout.slotBDevice()).isEqualTo("/dev/nvme0n1p3");
        assertThat(layout.physicalVolumes()).containsExactly("/dev/nvme0n1p4", "/dev/vdb1");
        assertThat(layout.repository().uuid()).isEqualTo(REQUEST.repository());
        assertThat(layout.stateDevice()).isEqualTo("/dev/VG_XenStorage-" + Sample.REPOSITORY + "/domzero-state");
    }

    @Test
    void logicalPartitionsAreWipedBeforeTheExtendedOne() {
        Disk disk = Sample.crowded(10);

        assertThat(commands(layout(disk)))
                .startsWith("$ wipefs --all --force /dev/sda10 /dev/sda9 /dev/sda8 /dev/sda7 /dev/sda6 /dev/sda5 "
                        + "/dev/sda4 /dev/sda3 /dev/sda2 /dev/sda1 /dev/sda\n");
    }

    @Test
    void twoGroupsOfOneNameAreBothRemoved() {
        Disk one = Sample.disk(
                "/dev/sda", ByteSize.gibibytes(20), Sample.partition("/dev/sda1", Sample.physicalVolume("vg0", "u1")));
        Disk two = Sample.disk(
                "/dev/sdb", ByteSize.gibibytes(20), Sample.partition("/dev/sdb1", Sample.physicalVolume("vg0", "u2")));

        assertThat(commands(layout(one, two)))
                .contains("$ vgremove -ff -y --select vg_uuid=u1\n")
                .contains("$ vgremove -ff -y --select vg_uuid=u2\n");
    }

    @ParameterizedTest
    @CsvSource({"1 GiB, 512 MiB", "4095 MiB, 512 MiB", "4 GiB, 1 GiB", "10 TiB, 1 GiB"})
    void theStateVolumeIsSmallerOnASmallDisk(String partition, String expected) {
        assertThat(DiskLayout.stateSize(ByteSize.parse(partition))).isEqualTo(ByteSize.parse(expected));
    }

    @Test
    void theSmallestSystemDiskHasRoomForTheStateVolume() {
        DiskLayout layout = layout(Sample.disk("/dev/sda", Policy.MINIMUM_SYSTEM_DISK));

        assertThat(layout.drawing()).contains("/dev/sda4           1.5 GiB").contains("512 MiB                ext4:");
    }

    @Test
    void aFilesystemOverAnOldOneIsDestructive() {
        UUID uuid = REQUEST.slotA();

        assertThat(new MakeExt4("/dev/sda3", "domzero-b", uuid, true).destructive())
                .isTrue();
        assertThat(new MakeExt4("/dev/sda3", "domzero-b", uuid).destructive()).isFalse();
    }

    @Test
    void aFatVolumeIdIsWrittenInTwoHalves() {
        assertThat(REQUEST.bootUuid()).isEqualTo("1A2B-3C4D");
        assertThat(LayoutRequest.random().bootUuid()).matches("[0-9A-F]{4}-[0-9A-F]{4}");
        assertThatThrownBy(() -> new LayoutRequest(
                        REQUEST.repository(), REQUEST.disk(), "1a2b3c4d", REQUEST.slotA(), REQUEST.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"1a2b3c4d\" is not a FAT volume id such as 1A2B3C4D");
    }
}
