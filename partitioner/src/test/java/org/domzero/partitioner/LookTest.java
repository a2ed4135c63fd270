package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of /dev/vdb, in which {@code lsblk} recognised nothing. */
class LookTest {
    private static final CommandResult FAILURE = new CommandResult(1, "", "");

    private final RecordingCommandRunner runner = new RecordingCommandRunner()
            .answer("lsblk", Sample.text("virtio-2.41.lsblk.json"))
            .answer("find", Sample.text("virtio.links"));

    private static Disk vdb(CommandRunner runner) {
        return Disks.read(runner).get(1);
    }

    private Disk vdbWith(String signatures) {
        return vdb(runner.answer("wipefs --no-act --json /dev/vdb", Sample.text(signatures)));
    }

    @Test
    void aBlankDiskIsEmpty() {
        Disk disk = vdbWith("blank.wipefs.json");

        assertThat(disk).isEqualTo(Sample.virtio().get(1));
        assertThat(disk.holdsData()).isFalse();
    }

    @Test
    void theSignaturesOfTwoFilesystemsAreData() {
        Disk disk = vdbWith("ext4-and-vfat.wipefs.json");

        assertThat(disk.holdsData()).isTrue();
        assertThat(disk.describeContents()).isEqualTo("/dev/vdb signatures of vfat and ext4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty-gpt", "empty-dos"})
    void aTableWithoutPartitionsIsNoData(String table) {
        runner.answer("sfdisk --json /dev/vdb", Sample.text(table + ".sfdisk.json"));

        assertThat(vdbWith(table + ".wipefs.json").holdsData()).isFalse();
        assertThat(runner.lines()).contains("sfdisk --json /dev/vdb").noneMatch(line -> line.matches("cmp.*vdb.*"));
    }

    @Test
    void partitionsThatTheKernelDoesNotShowAreData() {
        runner.answer("sfdisk --json /dev/vdb", Sample.text("gpt.sfdisk.json"));

        Disk disk = vdbWith("gpt.wipefs.json");

        assertThat(disk.holdsData()).isTrue();
        assertThat(disk.describeContents()).isEqualTo("/dev/vdb 2 partitions that the kernel does not show");
    }

    @Test
    void aGptOfWhichOnlyTheProtectiveTableIsLeftIsData() {
        runner.answer("sfdisk --json /dev/vdb", Sample.text("protective-mbr.sfdisk.json"));

        assertThat(vdbWith("protective-mbr.wipefs.json").describeContents())
                .isEqualTo("/dev/vdb 1 partition that the kernel does not show");
    }

    @Test
    void aTableThatSfdiskCannotReadIsData() {
        runner.answer("sfdisk", FAILURE);

        assertThat(vdbWith("gpt.wipefs.json").describeContents()).isEqualTo("/dev/vdb data of unknown kind");
        assertThat(vdbWith("gpt.wipefs.json").holdsData()).isTrue();
    }

    @Test
    void aTableOfAnotherKindIsData() {
        assertThat(vdbWith("mac.wipefs.json").describeContents()).isEqualTo("/dev/vdb signature of mac");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ignore-initial=0:0 /dev/vdb", "--ignore-initial=42948624384:0 /dev/vdb"})
    void somethingInTheFirstOrLastMebibyteIsData(String place) {
        runner.answer("cmp --silent --bytes=1048576 " + place, FAILURE);

        Disk disk = vdbWith("blank.wipefs.json");

        assertThat(disk.holdsData()).isTrue();
        assertThat(disk.describeContents()).isEqualTo("/dev/vdb data of unknown kind");
    }

    @Test
    void aDiskThatMayNotBeReadCountsAsHoldingData() {
        runner.answer(
                "wipefs",
                new CommandResult(
                        1, "", "wipefs: error: /dev/vdb: probing initialization failed: " + "Permission denied"));

        assertThat(vdb(runner).describeContents()).isEqualTo("/dev/vdb data of unknown kind");
    }

    @Test
    void aMachineWithoutTheProgramsCanStillBeAsked() {
        CommandRunner bare = (command, onOutput) -> {
            if (command.argv().get(0).equals("lsblk") || command.argv().get(0).equals("find")) {
                return runner.tryRun(command, onOutput);
            }
            throw UserError.failed("\"" + command.argv().get(0) + "\" could not be started", "install it");
        };

        assertThat(Disks.read(bare)).hasSize(2).allMatch(Disk::holdsData);
    }

    @Test
    void aDiskThatNobodyLookedAtCountsAsHoldingData() {
        assertThat(Disks.parse(Sample.text("virtio-2.41.lsblk.json"), "", "", Map.of()))
                .hasSize(2)
                .allMatch(Disk::holdsData);
    }

    @Test
    void aDamagedVolumeMayBelongToAGroup() {
        runner.answer("pvs", Sample.text("unreadable-group.pvs.json").replace("/dev/loop2", "/dev/vdb"));

        assertThat(vdbWith("damaged-volume.wipefs.json").contents())
                .extracting(DiskContent::format)
                .containsExactly(new Format.PhysicalVolume(null, null, true));
    }

    @Test
    void aVolumeInUseWhoseGroupCannotBeReadIsToldFromOneWithoutAGroup() {
        String lsblk = """
                {"blockdevices": [
                  {"path": "/dev/sda", "kname": "sda", "type": "disk", "size": 1024, "fstype": "LVM2_member"},
                  {"path": "/dev/sdb", "kname": "sdb", "type": "disk", "size": 1024, "fstype": "LVM2_member"},
                  {"path": "/dev/sdc", "kname": "sdc", "type": "disk", "size": 1024, "fstype": "LVM2_member"}]}
                """;
        String pvs = Sample.text("unreadable-group.pvs.json")
                .replace("/dev/loop0", "/dev/sda")
                .replace("/dev/loop1", "/dev/sdb");

        assertThat(Disks.parse(lsblk, pvs, "", Map.of()))
                .extracting(Disk::describeContents)
                .containsExactly(
                        "/dev/sda LVM physical volume of a group that cannot be read",
                        "/dev/sdb LVM physical volume without a group",
                        "/dev/sdc LVM physical volume of a group that cannot be read");
    }

    @Test
    void aGuestsPhysicalVolumeIsNoneOfTheHosts() {
        String lsblk = """
                {"blockdevices": [
                  {"path": "/dev/sda", "kname": "sda", "type": "disk", "size": 1024, "fstype": "LVM2_member",
                   "children": [{"path": "/dev/mapper/vg0-guest", "kname": "dm-0", "type": "lvm",
                     "fstype": "LVM2_member"}]}]}
                """;
        String pvs = """
                {"report": [{"pv": [{"pv_name": "/dev/sda", "vg_name": "vg0", "vg_uuid": "u1", "pv_in_use": "1"}]}]}
                """;

        assertThat(Disks.parse(lsblk, pvs, "", Map.of()).get(0).contents())
                .extracting(DiskContent::format)
                .containsExactly(new Format.PhysicalVolume("vg0", "u1"), new Format.PhysicalVolume(null, null));
    }
}
