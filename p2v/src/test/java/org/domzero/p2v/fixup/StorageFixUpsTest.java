package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageFixUpsTest {
    @TempDir
    private Path directory;

    private Sample sample;

    @BeforeEach
    void makeSample() {
        sample = new Sample(directory);
    }

    @Test
    void fstabMountsTheGuestsRootAlone() {
        sample.with("/etc/fstab", """
                # one
                /dev/md0\t/ xfs noatime 0 1
                UUID=1 /boot ext2 ro 0 2
                /dev/sdb1 /data ext4 defaults 0 2
                /dev/sdc1 /backup ext4 noauto 0 2
                /dev/mapper/mpatha /iscsi ext4 _netdev 0 0
                nas:/x /nas nfs defaults 0 0
                tmpfs /tmp tmpfs size=1g 0 0
                /dev/sr0 /media/cd iso9660 ro 0 0
                /dev/sda2 swap swap defaults 0 0
                """);

        FixUpReport report = sample.apply(new FstabFixUp());

        assertThat(sample.text("/etc/fstab")).isEqualTo("""
                # one
                # domzero: the guest's root is /dev/xvda
                #/dev/md0\t/ xfs noatime 0 1
                /dev/xvda               /                       ext4    defaults        1 1
                # domzero: part of the root file system now
                #UUID=1 /boot ext2 ro 0 2
                # domzero: /dev/sdb1 is not known to be in the guest
                #/dev/sdb1 /data ext4 defaults 0 2
                /dev/sdc1 /backup ext4 noauto 0 2
                /dev/mapper/mpatha /iscsi ext4 _netdev 0 0
                nas:/x /nas nfs defaults 0 0
                tmpfs /tmp tmpfs size=1g 0 0
                # domzero: the guest has no such drive
                #/dev/sr0 /media/cd iso9660 ro 0 0
                # domzero: the guest's swap is /dev/xvdb
                #/dev/sda2 swap swap defaults 0 0
                /dev/xvdb               swap                    swap    defaults        0 0
                """);
        assertThat(report.warnings())
                .containsExactly(
                        "/boot is part of the root now, which is mounted without its options ro",
                        "/data (/dev/sdb1) is neither part of the root nor mounted");
    }

    @Test
    void fstabIsMadeWhereItIsMissing() {
        FixUpReport report = sample.apply(new FstabFixUp());

        assertThat(sample.text("/etc/fstab")).isEqualTo("""
                /dev/xvda               /                       ext4    defaults        1 1
                /dev/xvdb               swap                    swap    defaults        0 0
                """);
        assertThat(report.warnings()).hasSize(1);
    }

    @Test
    void fstabKeepsASwapFileThatIsThere() {
        GuestTarget target = new GuestTarget(
                GuestType.PV, "/dev/xvda", "ext4", Optional.empty(), List.of(), GuestConsole.HVC0, "eth0");
        sample.with("/swapfile", "")
                .with("/etc/fstab", "/dev/xvda / ext4 noatime\n/swapfile none swap sw\n/gone none swap sw\n");

        new FstabFixUp().apply(sample.root(), target);

        assertThat(sample.text("/etc/fstab")).isEqualTo("""
                        /dev/xvda / ext4 noatime
                        /swapfile none swap sw
                        # domzero: the guest has no such swap
                        #/gone none swap sw
                        """);
    }

    @Test
    void mtabIsEmptiedWhereItIsAFile() {
        sample.with("/etc/mtab", "/dev/sda1 / ext3 rw 0 0\n");

        assertThat(sample.apply(new MtabFixUp()).done()).containsExactly("/etc/mtab: emptied");
        assertThat(sample.text("/etc/mtab")).isEmpty();
        sample.withLink("/etc/mtab", "/proc/mounts").with("/proc/mounts", "x");
        assertThat(sample.apply(new MtabFixUp()).done()).isEmpty();
    }

    @Test
    void raidArraysGoWithTheLinesThatBelongToThem() {
        sample.with("/etc/mdadm.conf", """
                DEVICE partitions
                ARRAY /dev/md0 level=raid1
                   # between
                   uuid=1
                MAILADDR root
                  other
                array /dev/md1 uuid=2
                """);

        sample.apply(new RaidFixUp());

        assertThat(sample.text("/etc/mdadm.conf")).isEqualTo("""
                DEVICE partitions
                #ARRAY /dev/md0 level=raid1
                   # between
                #   uuid=1
                MAILADDR root
                  other
                #array /dev/md1 uuid=2
                """);
    }

    @Test
    void notesOfLvmGo() {
        sample.with("/etc/lvm/backup/vg", "x")
                .with("/etc/lvm/devices/system.devices", "x")
                .with("/etc/lvm/lvm.conf", "x");

        assertThat(sample.apply(new LvmFixUp()).done())
                .containsExactly(
                        "/etc/lvm/devices/system.devices: moved away, its disks stayed behind",
                        "/etc/lvm/backup/vg: moved away, the group stayed behind");
        assertThat(sample.root().exists("/etc/lvm/lvm.conf")).isTrue();
    }

    @Test
    void multipathIsForgotten() {
        sample.with("/etc/multipath.conf", "x").with("/etc/multipath/wwids", "x");

        assertThat(sample.apply(new MultipathFixUp()).done()).hasSize(2);
        assertThat(sample.root().exists("/etc/multipath.conf")).isFalse();
        assertThat(sample.text("/etc/multipath.conf.before-domzero")).isEqualTo("x");
    }

    @Test
    void encryptedDisksAreCommentedOut() {
        sample.with("/etc/crypttab", "# names\nsecret /dev/sdb1 none\n\n");

        assertThat(sample.apply(new CrypttabFixUp()).warnings()).hasSize(1);
        assertThat(sample.text("/etc/crypttab")).isEqualTo("# names\n#secret /dev/sdb1 none\n\n");
        assertThat(sample.apply(new CrypttabFixUp()).warnings()).isEmpty();
    }

    @Test
    void mountPointsAreMade() {
        sample.with("/proc/x", "");

        assertThat(sample.apply(new MountPointsFixUp(Sample.RHEL5)).done())
                .containsExactly("/sys: made", "/dev: made", "/run: made", "/tmp: made");
        assertThat(sample.apply(new MountPointsFixUp(new Distribution(Family.RED_HAT, "rhel", "", "4")))
                        .warnings())
                .hasSize(1);
    }

    @Test
    void filesAreLabelledWhereSelinuxIsOn() {
        sample.with("/etc/selinux/config", "SELINUX=disabled\n");
        assertThat(sample.apply(new SelinuxFixUp()).done()).isEmpty();

        sample.with("/etc/selinux/config", "SELINUX=permissive\n");
        assertThat(sample.apply(new SelinuxFixUp()).done()).containsExactly("/.autorelabel: made, SELinux is on");
    }
}
