package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
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
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * A machine with LVM on a mirror that lacks a disk, switched off in the middle of its work, is booted from the ISO and
 * becomes a guest of a host; no byte of its disk changes.
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

    @Override
    public String name() {
        return "p2v-push";
    }

    @Override
    public String description() {
        return "a machine with LVM on a degraded mirror and a dirty journal, booted from the ISO, becomes a guest";
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
            String there = PreparedMachine.fill(lab, spec.withDisk(Disk.qcow2(disk)), DISKS, OldSystem.DEBIAN, web);
            UntouchedDisks untouched = new UntouchedDisks(lab);
            push(
                    lab,
                    spec.withName("old1-live")
                            .withMedium(Medium.cdrom(Iso.withKernelOptions(lab, LiveShell.CLONE)))
                            .withDisk(Disk.qcow2(untouched.keep(disk))),
                    there,
                    web);
            untouched.compare();
        }
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
        assertThat(done(live, push + " --yes")).contains("old1 is a guest now");
        done(live, "test -z \"$(dmsetup ls | grep source)\" && ! grep /run/domzero/p2v /proc/mounts");
        refused(live, push + " --yes", 3, "--again");
        live.run("poweroff", Limits.COMMAND);
        source.awaitPowerOff(Limits.SHUTDOWN);
        source.close();
        CarriedFiles.compare(host.shell(), "old1", there, web);
        host.boot("old1", Limits.HOST_BOOT, guest -> {
            assertThat(said(guest, "hostname")).isEqualTo("old1.example.org");
            assertThat(said(guest, "cat " + PreparedMachine.LATE)).isEqualTo(PreparedMachine.LATE_TEXT);
            assertThat(said(guest, "swapon --show=SIZE --noheadings --bytes")).isEqualTo("268431360");
            guest.run("ping -c 1 -w 60 10.0.2.2", Limits.COMMAND).orFail();
        });
        host.stop("old1");
    }
}
