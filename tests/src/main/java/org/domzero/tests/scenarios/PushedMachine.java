package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.OldSystem;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.ShellResult;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * A machine with LVM on a mirror that lacks a disk, and has a sector that cannot be read, switched off in the middle of its
 * work, is booted from the ISO and becomes a guest of a host; no byte of its disk changes.
 */
public final class PushedMachine implements Scenario {
    /** As an installer of Red Hat lays a disk out, with a mirror below. */
    private static final String DISKS = """
            printf 'label: dos\n,200M,83,*\n,,fd\n' | sfdisk --quiet /dev/vda
            udevadm settle
            mdadm --create /dev/md0 --quiet --run --metadata=1.2 --level=1 --raid-devices=2 /dev/vda2 missing
            pvcreate -q -y /dev/md0
            vgcreate -q VolGroup00 /dev/md0
            lvcreate -q -y -L 1500M -n LogVol00 VolGroup00
            lvcreate -q -y -L 256M -n LogVol01 VolGroup00
            lvcreate -q -y -L 600M -n LogVol02 VolGroup00
            mkfs.ext2 -q -L /boot /dev/vda1
            udevadm settle
            mkfs.ext4 -q /dev/VolGroup00/LogVol00
            mkfs.ext3 -q /dev/VolGroup00/LogVol02
            mkswap -q /dev/VolGroup00/LogVol01
            mkdir -p /old
            mount /dev/VolGroup00/LogVol00 /old
            mkdir /old/boot /old/var
            mount /dev/vda1 /old/boot
            mount /dev/VolGroup00/LogVol02 /old/var
            cat > /tmp/fstab <<'TEXT'
            /dev/VolGroup00/LogVol00 /                       ext4    defaults        1 1
            LABEL=/boot             /boot                   ext2    defaults        1 2
            /dev/VolGroup00/LogVol02 /var                    ext3    defaults        1 2
            devpts                  /dev/pts                devpts  gid=5,mode=620  0 0
            fileserver:/export      /mnt/export             nfs     soft            0 0
            /dev/VolGroup00/LogVol01 swap                    swap    defaults        0 0
            TEXT
            boot_uuid=$(blkid -o value -s UUID /dev/vda1)
            root=/dev/mapper/VolGroup00-LogVol00
            """;

    private static final int BYTES_A_SECTOR = 512;
    private static final String WORN = "srv/worn";
    private static final String SECTOR = "This sector has been read too often.";

    /** A file with a sector that is told by what is in it. */
    private static final String WEARING = """
            head -c 300000 /dev/urandom > /old/%1$s
            printf '%2$s' | dd of=/old/%1$s bs=4096 seek=30 conv=notrunc status=none
            """.formatted(WORN, SECTOR);

    @Override
    public String name() {
        return "p2v-push";
    }

    @Override
    public String description() {
        return "a machine with LVM on a degraded mirror, a bad sector and a dirty journal, booted from the ISO, becomes a guest";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        MachineSpec spec =
                MachineSpec.named("old1").withMemory(ByteSize.gibibytes(1)).withNic(Nic.user("52:54:00:12:34:20"));
        Path disk = lab.createDisk("old1", ByteSize.gibibytes(4));
        try (WebServer web = WebServer.http()) {
            String there = PreparedMachine.fill(
                    lab, spec.withDisk(Disk.qcow2(disk)), DISKS, OldSystem.DEBIAN, WEARING, Limits.INSTALL, web);
            UntouchedDisks untouched = new UntouchedDisks(lab);
            Path worn = untouched.keep(raw(lab, disk));
            push(
                    lab,
                    spec.withName("old1-live")
                            .withMedium(Medium.cdrom(Iso.withKernelOptions(lab, LiveShell.CLONE)))
                            .withDisk(Disk.raw(worn).withUnreadableSectors(List.of(sector(lab, worn)))),
                    there,
                    web);
            untouched.compare();
        }
    }

    private static Path raw(Lab lab, Path image) {
        Path raw = lab.directory().resolve("old1.raw");
        lab.commands().run("qemu-img", "convert", "-O", "raw", image.toString(), raw.toString());
        return raw;
    }

    private static long sector(Lab lab, Path raw) {
        String found = lab.commands()
                .run("grep", "--text", "--byte-offset", "--only-matching", SECTOR, raw.toString())
                .output()
                .strip();
        assertThat(found).as("where the sector is, and nowhere else").matches("\\d+:" + SECTOR);
        return Long.parseLong(found.substring(0, found.indexOf(':'))) / BYTES_A_SECTOR;
    }

    private static void push(Lab lab, MachineSpec old, String there, WebServer web) {
        CloneHost host = CloneHost.start(lab);
        Machine source = lab.start(old);
        Shell live = LiveShell.pastTheQuestion(source);
        String push = "DOMZERO_SSH_PASSWORD=" + BiosInstall.PASSWORD + " domzero p2v push --to " + host.address()
                + " --host-key " + host.fingerprint() + " --new-mac --size 2GiB --memory 384MiB";
        assertThat(done(live, push + " --plan"))
                .contains("Debian GNU/Linux 11", "as a pvh guest", "/var", "/boot", "/mnt/export");
        assertThat(host.count()).isEqualTo("1\n1");
        // QEMU's TCG is not up to what a whole Debian as PVH guest wants of it.
        push += " --type pv";
        ShellResult worn = live.run(push + " --yes 2>&1", Limits.INSTALL);
        assertThat(worn.output())
                .contains("could not be read there, and are not in the copy (1):", WORN, "old1 is no guest yet");
        assertThat(worn.status()).isEqualTo(1);
        assertThat(host.count()).as("guests and clones").isEqualTo("1\n2");
        ShellResult despite = live.run(push + " --yes --despite-errors 2>&1", Limits.INSTALL);
        assertThat(despite.output()).contains(WORN, "old1 is a guest now");
        assertThat(despite.status()).as("success without a file").isEqualTo(1);
        done(live, "test -z \"$(dmsetup ls | grep source)\" && ! grep /run/domzero/p2v /proc/mounts");
        refused(live, push + " --yes", 3, "--again");
        live.run("poweroff", Limits.COMMAND);
        source.awaitPowerOff(Limits.SHUTDOWN);
        source.close();
        CarriedFiles.compare(host.shell(), "old1", there, mended(), web);
        host.boot("old1", Limits.HOST_BOOT, guest -> {
            assertThat(said(guest, "hostname")).isEqualTo("old1.example.org");
            assertThat(said(guest, "cat " + PreparedMachine.LATE)).isEqualTo(PreparedMachine.LATE_TEXT);
            assertThat(said(guest, "swapon --show=SIZE --noheadings --bytes")).isEqualTo("268431360");
            CloneHost.awaitNetwork(guest, "");
        });
        host.stop("old1");
    }

    private static Set<String> mended() {
        Set<String> mended = new HashSet<>(CarriedFiles.MENDED_OF_DEBIAN);
        mended.add(WORN);
        return mended;
    }
}
