package org.domzero.p2v.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FstabTest {
    @Test
    void hasEntriesOfTwoToSixFields() {
        Fstab fstab = Fstab.parse("""
                # comment
                /dev/sda1 /
                 LABEL=data\t/srv/my\\040files  ext3
                /dev/sdb1 /b xfs rw,noatime
                none /proc proc defaults 0
                /dev/sda2 none swap sw 0 0 # not a field

                nonsense
                """);

        assertThat(fstab.entries())
                .extracting(FstabEntry::source, FstabEntry::mountPoint, FstabEntry::type, FstabEntry::options)
                .containsExactly(
                        tuple("/dev/sda1", "/", "auto", List.of("defaults")),
                        tuple("LABEL=data", "/srv/my files", "ext3", List.of("defaults")),
                        tuple("/dev/sdb1", "/b", "xfs", List.of("rw", "noatime")),
                        tuple("none", "/proc", "proc", List.of("defaults")),
                        tuple("/dev/sda2", "none", "swap", List.of("sw")));
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/sda1, ext3, DEVICE",
        "/dev/cciss/c0d0p1, ext3, DEVICE",
        "/dev/i2o/hda1, ext3, DEVICE",
        "LABEL=/, ext3, LABEL",
        "/dev/disk/by-label/x, ext3, LABEL",
        "UUID=1234-ABCD, vfat, UUID",
        "/dev/disk/by-uuid/1, ext4, UUID",
        "PARTUUID=1, ext4, PARTITION_UUID",
        "PARTLABEL=1, ext4, PARTITION_LABEL",
        "/dev/disk/by-id/scsi-3600-part1, ext3, BY_ID",
        "/dev/disk/by-path/pci-0000:00:1f.2-scsi-0:0:0:0-part1, ext3, BY_PATH",
        "/dev/VolGroup00/LogVol00, ext3, LVM",
        "/dev/mapper/VolGroup00-LogVol00, ext3, LVM",
        "/dev/mapper/my--group-root, ext3, LVM",
        "/dev/mapper/mpath0p1, ext3, MAPPED",
        "/dev/mapper/luks-0b3c-11, ext4, MAPPED",
        "/dev/md0, ext3, MD",
        "/dev/md/home, ext3, MD",
        "server:/export, nfs, NETWORK",
        "server:/export, auto, NETWORK",
        "//server/share, cifs, NETWORK",
        "[fd00::1]:/export, nfs4, NETWORK",
        "none, proc, PSEUDO",
        "tmpfs, tmpfs, PSEUDO",
        "/dev/shm, tmpfs, PSEUDO",
        "/swapfile, swap, FILE",
        "/srv/x, none, FILE",
    })
    void namesFileSystemsInManyWays(String source, String type, FstabSource kind) {
        assertThat(FstabSource.of(source, type)).isEqualTo(kind);
    }

    @Test
    void keepsWhatIsNotChanged() {
        String text = "# a\r\n/dev/sda1\t/  ext3 defaults 1 1\r\n\r\n/dev/sda2 none swap sw 0 0";
        Fstab fstab = Fstab.parse(text);

        assertThat(fstab.with(entry -> Fstab.Change.NONE).text()).isEqualTo(text);
        assertThat(fstab.with(entry -> entry.isSwap() ? Fstab.Change.out("gone", "new") : Fstab.Change.NONE)
                        .text())
                .isEqualTo("# a\r\n/dev/sda1\t/  ext3 defaults 1 1\r\n\r\n"
                        + "# domzero: gone\r\n#/dev/sda2 none swap sw 0 0\r\nnew");
        assertThat(fstab.beginning(List.of("x")).text()).startsWith("# a\r\nx\r\n/dev/sda1\t/");
        assertThat(Fstab.parse("# only").beginning(List.of("x")).text()).isEqualTo("# only\nx\n");
        assertThat(fstab.ending("x").text()).endsWith("/dev/sda2 none swap sw 0 0\r\nx\r\n");
    }

    @Test
    void writesBlanksAsEscapes() {
        String line = Fstab.line("LABEL=a b", "/srv/my files", "ext4", "defaults", 1, 2);

        assertThat(line).isEqualTo("LABEL=a\\040b            /srv/my\\040files        ext4    defaults        1 2");
        assertThat(Fstab.parse(line).entries().get(0).mountPoint()).isEqualTo("/srv/my files");
    }
}
