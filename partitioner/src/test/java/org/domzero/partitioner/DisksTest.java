package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.domzero.partitioner.DiskContent.Layer;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisksTest {
    @Test
    void aMachineWithoutDisksHasNone() {
        assertThat(Disks.parse(Sample.text("empty-2.41.lsblk.json"), "", "", Map.of()))
                .isEmpty();
        assertThat(Disks.parse("", "", "", Map.of())).isEmpty();
    }

    @Test
    void seesAFilesystemInUseEvenWhereUdevKnowsNothing() {
        List<Disk> disks = Disks.parse(Sample.text("container-2.38.lsblk.json"), "", "", Map.of());

        assertThat(disks)
                .containsExactly(new Disk(
                        "/dev/vda",
                        ByteSize.gibibytes(256),
                        null,
                        null,
                        null,
                        "virtio",
                        true,
                        false,
                        false,
                        512,
                        List.of(),
                        List.of(new DiskContent("/dev/vda", Layer.DISK, new Format.Unknown(), null, List.of("/")))));
    }

    @Test
    void leavesOutCdLoopAndCompressedMemory() {
        assertThat(Sample.virtio()).extracting(Disk::path).containsExactly("/dev/vda", "/dev/vdb");
        assertThat(Sample.virtio()).allMatch(disk -> disk.contents().isEmpty() && !disk.holdsData());
    }

    @Test
    void takesAVirtioSerialFromItsLink() {
        assertThat(Sample.virtio().get(0).serial()).isNull();
        assertThat(Sample.virtio().get(1).serial()).isEqualTo("guests01");
        assertThat(Sample.virtio().get(1).links())
                .containsExactly(
                        "/dev/disk/by-id/virtio-guests01",
                        "/dev/disk/by-path/pci-0000:00:05.0",
                        "/dev/disk/by-path/virtio-pci-0000:00:05.0");
    }

    @Test
    void recognisesADomzeroHost() {
        Disk system = Sample.nvme().get(0);

        assertThat(system.describe())
                .isEqualTo("/dev/nvme0n1 (465.8 GiB, Samsung SSD 970 EVO Plus 500GB, serial S4EWNX0R100001)");
        assertThat(system.transport()).isEqualTo("nvme");
        assertThat(system.wwn()).isEqualTo("eui.002538570142e3c0");
        assertThat(system.repositories())
                .extracting(StorageRepository::toString)
                .containsExactly(Sample.REPOSITORY);
        assertThat(system.contents())
                .containsExactly(
                        Sample.table("/dev/nvme0n1"),
                        new DiskContent(
                                "/dev/nvme0n1p1",
                                Layer.PARTITION,
                                new Format.Filesystem("vfat", "DOMZEROBOOT", "1A2B-3C4D"),
                                "domzero-boot",
                                List.of()),
                        new DiskContent(
                                "/dev/nvme0n1p2",
                                Layer.PARTITION,
                                new Format.Filesystem("ext4", "domzero-a", "2f1f9b0e-62c4-4f0c-8b1c-111111111111"),
                                "domzero-a",
                                List.of()),
                        new DiskContent(
                                "/dev/nvme0n1p3", Layer.PARTITION, new Format.Unknown(), "domzero-b", List.of()),
                        new DiskContent(
                                "/dev/nvme0n1p4",
                                Layer.PARTITION,
                                new Format.PhysicalVolume("VG_XenStorage-" + Sample.REPOSITORY, Sample.GROUP_UUID),
                                "domzero-sr",
                                List.of()),
                        new DiskContent(
                                "/dev/mapper/VG_XenStorage--0f3c6a2e--7d5b--4c11--9a57--2f0f6f0a9d10-domzero--state",
                                Layer.LOGICAL_VOLUME,
                                new Format.Filesystem("ext4", "domzero-state", "5d2b7d4a-51cb-4b85-a7c1-222222222222"),
                                null,
                                List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.38", "2.41"})
    void findsTheGroupOnARaidArrayOnBothItsDisks(String version) {
        List<Disk> disks = Disks.parse(
                Sample.text("raid-" + version + ".lsblk.json"),
                Sample.text("raid.pvs.json"),
                Sample.text("raid.links"),
                Map.of());

        assertThat(disks).extracting(Disk::path).containsExactly("/dev/sda", "/dev/sdb");
        for (Disk disk : disks) {
            assertThat(disk.contents())
                    .contains(
                            new DiskContent(
                                    disk.path() + "2",
                                    Layer.PARTITION,
                                    new Format.RaidMember(
                                            "linux_raid_member", "old:0", "f0a7e1f4-4c0b-9d2e-3a57-6b1c5d8e9f00"),
                                    null,
                                    List.of()),
                            new DiskContent(
                                    "/dev/md127",
                                    Layer.RAID,
                                    new Format.PhysicalVolume("vg0", "HcHxwF-Pkt6-luWW-ZXuX-rYVv-Cy9s-VCoBRe"),
                                    null,
                                    List.of()),
                            new DiskContent(
                                    "/dev/mapper/vg0-swap",
                                    Layer.LOGICAL_VOLUME,
                                    new Format.Swap(null, "0b7ac5d2-6a85-4ac9-b46c-333333333333"),
                                    null,
                                    List.of("[SWAP]")));
        }
    }

    @Test
    void readsAnIsoOnAStickAndAGroupOnAWhole4KnDisk() {
        Disk stick = Sample.usb().get(1);
        Disk large = Sample.usb().get(2);

        assertThat(stick.transport()).isEqualTo("usb");
        assertThat(stick.removable()).isTrue();
        assertThat(stick.describeContents())
                .isEqualTo("dos partition table, /dev/sdb iso9660 \"DOMZERO_0_1\", "
                        + "/dev/sdb1 iso9660 \"DOMZERO_0_1\", /dev/sdb2 vfat");
        assertThat(stick.hasDevice("/dev/sdb1")).isTrue();
        assertThat(large.logicalSectorSize()).isEqualTo(4096);
        assertThat(large.rotational()).isTrue();
        assertThat(large.describeContents())
                .isEqualTo("/dev/sdc LVM group data, /dev/mapper/data-backup ext4 \"backup\"");
    }

    @Test
    void anArrayOfTwoPartitionsOfOneDiskIsOneContent() {
        String array = "{\"path\":\"/dev/md0\",\"kname\":\"md0\",\"type\":\"raid0\",\"fstype\":\"ext4\"}";
        String member = "{\"path\":\"/dev/sda%d\",\"kname\":\"sda%d\",\"type\":\"part\","
                + "\"fstype\":\"linux_raid_member\",\"children\":[" + array + "]}";
        String lsblk = "{\"blockdevices\":[{\"path\":\"/dev/sda\",\"kname\":\"sda\",\"type\":\"disk\","
                + "\"size\":\"1024\",\"log-sec\":\"512\",\"children\":["
                + member.replace("%d", "1") + "," + member.replace("%d", "2") + "]}]}";

        assertThat(Disks.parse(lsblk, "", "", Map.of()).get(0).contents())
                .extracting(DiskContent::device)
                .containsExactly("/dev/sda1", "/dev/md0", "/dev/sda2");
    }

    @Test
    void asksForVolumesOnlyWhereThereAreSome() {
        RecordingCommandRunner plain =
                new RecordingCommandRunner().answer("lsblk", Sample.text("virtio-2.41.lsblk.json"));
        RecordingCommandRunner lvm = new RecordingCommandRunner()
                .answer("lsblk", Sample.text("nvme-2.41.lsblk.json"))
                .answer("pvs", Sample.text("nvme.pvs.json"))
                .answer("find", Sample.text("nvme.links"));

        assertThat(Disks.read(plain)).hasSize(2);
        assertThat(Disks.read(lvm)).isEqualTo(Sample.nvme());
        assertThat(plain.lines())
                .containsExactly(
                        "lsblk --json --bytes --output NAME,PATH,KNAME,PKNAME,TYPE,SIZE,MODEL,SERIAL,WWN,TRAN,ROTA,RM,RO,"
                                + "LOG-SEC,FSTYPE,LABEL,UUID,PARTLABEL,PARTTYPE,PTTYPE,MOUNTPOINTS",
                        "wipefs --no-act --json /dev/vda",
                        "cmp --silent --bytes=1048576 --ignore-initial=0:0 /dev/vda /dev/zero",
                        "cmp --silent --bytes=1048576 --ignore-initial=21473787904:0 /dev/vda /dev/zero",
                        "wipefs --no-act --json /dev/vdb",
                        "cmp --silent --bytes=1048576 --ignore-initial=0:0 /dev/vdb /dev/zero",
                        "cmp --silent --bytes=1048576 --ignore-initial=42948624384:0 /dev/vdb /dev/zero",
                        "find /dev/disk -type l -printf '%p %l\\n'");
        assertThat(lvm.lines())
                .contains("pvs --all --foreign --shared --binary --reportformat json "
                        + "-o pv_name,vg_name,vg_uuid,pv_in_use");
    }

    @Test
    void aMachineWithoutLinksIsNoFailure() {
        RecordingCommandRunner runner = new RecordingCommandRunner()
                .answer("lsblk", Sample.text("empty-2.41.lsblk.json"))
                .answer("find", new CommandResult(1, "", "find: '/dev/disk': No such file or directory"));

        assertThat(Disks.read(runner)).isEmpty();
    }

    @Test
    void failsWhereItCannotKnowWhatIsOnADisk() {
        RecordingCommandRunner runner = new RecordingCommandRunner()
                .answer("lsblk", Sample.text("nvme-2.41.lsblk.json"))
                .answer("pvs", new CommandResult(5, "", "  Cannot process"));

        assertThatThrownBy(() -> Disks.read(runner))
                .isInstanceOf(UserError.class)
                .hasMessage("\"pvs --all --foreign --shared --binary --reportformat json "
                        + "-o pv_name,vg_name,vg_uuid,pv_in_use\" ended with status 5");
        assertThatThrownBy(() -> Disks.parse("lsblk: unknown column", "", "", Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("what lsblk said about the disks could not be understood");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"blockdevices\": 5}|blockdevices",
                "{\"blockdevices\": [\"sda\"]}|blockdevices",
                "{\"blockdevices\": [{\"type\": {}}]}|type",
                "{\"blockdevices\": [{\"type\": \"disk\", \"size\": \"20G\"}]}|size",
                "{\"blockdevices\": [{\"type\": \"disk\", \"size\": -1}]}|size",
                "{\"blockdevices\": [{\"type\": \"disk\", \"size\": 1e9}]}|size",
                "{\"blockdevices\": [DISK \"log-sec\": 99999999999}]}|log-sec",
                "{\"blockdevices\": [DISK \"children\": [null]}]}|children",
                "{\"blockdevices\": [DISK \"mountpoints\": [{}]}]}|mountpoints",
            })
    void whatNoProgramSaysIsNotUnderstood(String lsblk, String member) {
        String disk = "{\"type\": \"disk\", \"size\": 1, \"kname\": \"sda\", \"path\": \"/dev/sda\",";

        assertThatThrownBy(() -> Disks.parse(lsblk.replace("DISK", disk), "", "", Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("\"" + member + "\" of a disk could not be understood");
    }

    @Test
    void aReportOfVolumesThatIsNoneIsNotUnderstood() {
        assertThatThrownBy(() -> Disks.parse("", "{\"report\": [null]}", "", Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("\"report\" of a disk could not be understood");
    }
}
