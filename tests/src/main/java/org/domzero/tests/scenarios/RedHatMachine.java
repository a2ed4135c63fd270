package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.OldSystem;
import org.domzero.tests.machine.SerialLine;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * A machine as Red Hat laid them out until RHEL 5 is booted from a medium that has its answers, clones itself with nobody
 * there, and switches itself off; no byte of its disk changes. Its guest comes up by what was made of its own files.
 */
public final class RedHatMachine implements Scenario {
    private static final String DISKS = """
            printf 'label: dos\\n,200M,83,*\\n,3G,8e\\n,,83\\n' | sfdisk --quiet /dev/vda
            udevadm settle
            pvcreate -q -y /dev/vda2
            vgcreate -q VolGroup00 /dev/vda2
            lvcreate -q -y -L 2G -n LogVol00 VolGroup00
            lvcreate -q -y -L 256M -n LogVol01 VolGroup00
            lvcreate -q -y -L 128M -n LogVol02 VolGroup00
            mkfs.ext3 -q /dev/VolGroup00/LogVol00
            mkfs.ext3 -q -L /boot /dev/vda1
            mkfs.ext3 -q -L /home /dev/VolGroup00/LogVol02
            mkfs.ext3 -q /dev/vda3
            mkswap -q /dev/VolGroup00/LogVol01
            udevadm settle
            third=
            for link in /dev/disk/by-path/*-part3; do
                [ "$(readlink -f "$link")" != /dev/vda3 ] || third=$link
            done
            test -n "$third"
            mkdir -p /old
            mount /dev/VolGroup00/LogVol00 /old
            mkdir /old/boot /old/home /old/opt
            mount /dev/vda1 /old/boot
            mount /dev/VolGroup00/LogVol02 /old/home
            mount /dev/vda3 /old/opt
            echo 'by its path' > /old/opt/file
            cat > /tmp/fstab <<TEXT
            /dev/VolGroup00/LogVol00 /                       ext3    defaults        1 1
            LABEL=/boot             /boot                   ext3    defaults        1 2
            LABEL=/home             /home                   ext3    defaults        1 2
            $third /opt ext3 defaults 1 2
            tmpfs                   /dev/shm                tmpfs   defaults        0 0
            devpts                  /dev/pts                devpts  gid=5,mode=620  0 0
            sysfs                   /sys                    sysfs   defaults        0 0
            proc                    /proc                   proc    defaults        0 0
            /dev/VolGroup00/LogVol01 swap                    swap    defaults        0 0
            /dev/fd0                /media/floppy           auto    noauto,owner    0 0
            TEXT
            boot_uuid=$(blkid -o value -s UUID /dev/vda1)
            root=/dev/VolGroup00/LogVol00
            """;

    private static final String ANSWERS = """
            version = 1
            mode = "clone"

            [clone]
            to = "%s"
            host-key = "%s"
            ssh-password = "%s"
            size = "2GiB"
            memory = "384MiB"
            # QEMU's TCG is not up to what a whole system as PVH guest wants of it.
            type = "pv"
            new-mac = true
            """;

    private static final Pattern FAILED =
            Pattern.compile("(?s)error: .{0,2000}hint: [^\\n]*\\n|Nothing more will happen");

    /** What the fix-ups change, or remove. */
    private static final Set<String> MENDED = Set.of(
            "boot/grub/grub.cfg",
            "boot/grub/grub.conf",
            "etc/fstab",
            "etc/inittab",
            "etc/lvm/backup/VolGroup00",
            "etc/lvm/cache/.cache",
            "etc/mdadm.conf",
            "etc/modprobe.conf",
            "etc/mtab",
            "etc/rc.d/rc2.d/S05kudzu",
            "etc/rc.d/rc2.d/S06cpuspeed",
            "etc/rc.d/rc2.d/S97smartd",
            "etc/rc.d/rc3.d/S05kudzu",
            "etc/rc.d/rc3.d/S06cpuspeed",
            "etc/rc.d/rc3.d/S97smartd",
            "etc/rc.d/rc4.d/S05kudzu",
            "etc/rc.d/rc4.d/S06cpuspeed",
            "etc/rc.d/rc4.d/S97smartd",
            "etc/rc.d/rc5.d/S05kudzu",
            "etc/rc.d/rc5.d/S06cpuspeed",
            "etc/rc.d/rc5.d/S97smartd",
            "etc/securetty",
            "etc/sysconfig/hwconf",
            "etc/sysconfig/kernel",
            "etc/sysconfig/network-scripts/ifcfg-eth0",
            "etc/udev/rules.d/70-persistent-net.rules");

    @Override
    public String name() {
        return "p2v-red-hat";
    }

    @Override
    public String description() {
        return "a machine laid out as RHEL 5, unattended from a medium with answers, becomes a guest that boots";
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
            String there = PreparedMachine.fill(lab, spec.withDisk(Disk.qcow2(disk)), DISKS, OldSystem.RED_HAT, web);
            UntouchedDisks untouched = new UntouchedDisks(lab);
            MachineSpec old = spec.withName("old1-live").withDisk(Disk.qcow2(untouched.keep(disk)));
            CloneHost host = CloneHost.start(lab);
            push(lab, old, host);
            untouched.compare();
            CarriedFiles.compare(host.shell(), "old1", there, MENDED, web);
            host.boot("old1", Limits.HOST_BOOT, RedHatMachine::check);
            host.stop("old1");
        }
    }

    /** Nobody types anything. */
    private static void push(Lab lab, MachineSpec old, CloneHost host) throws IOException {
        String answers = ANSWERS.formatted(host.address(), host.fingerprint(), BiosInstall.PASSWORD);
        Machine machine = lab.start(old.withMedium(Medium.cdrom(Iso.with(lab, answers, LiveShell.CLONE))));
        SerialLine console = machine.serial();
        console.expect("answers: ", Limits.LIVE_BOOT);
        for (String line : List.of(
                "CentOS 5\\.11",
                // By grub.conf's default: the newest one is another.
                "as a pv guest: GRUB in the guest starts its own\\s+/boot/vmlinuz-5\\.10\\.0-",
                "what becomes its root",
                "SELinux is on",
                "to be looked at by hand",
                "old1 is a guest now",
                "cloned; next: power off")) {
            Match next = console.expectAny(List.of(Pattern.compile(line), FAILED), Limits.INSTALL);
            assertThat(next.pattern())
                    .as("%s: %s%s", line, next.before(), next.text())
                    .isZero();
        }
        machine.awaitPowerOff(Limits.SHUTDOWN);
        machine.close();
    }

    /** Each of these is so by a fix-up, or would not be without one. */
    private static void check(Shell guest) {
        assertThat(said(guest, "hostname")).isEqualTo("old1.example.org");
        assertThat(said(guest, "cat " + PreparedMachine.LATE)).isEqualTo(PreparedMachine.LATE_TEXT);
        // By the entry of grub.conf that is its default; its own serial console is none any more.
        assertThat(said(guest, "cat /proc/cmdline"))
                .contains("root=/dev/xvda", "grub-conf=followed", "console=hvc0")
                .doesNotContain("ttyS1");
        assertThat(said(guest, "tty")).isEqualTo("/dev/hvc0");
        assertThat(said(guest, "findmnt -rno SOURCE,FSTYPE,OPTIONS /")).startsWith("/dev/xvda ext3 rw");
        assertThat(said(guest, "swapon --show=SIZE --noheadings --bytes")).isEqualTo("268431360");
        assertThat(said(guest, "cat /opt/file /home/someone/file")).isEqualTo("by its path\nat home");
        // Its card has another address than ifcfg-eth0 had.
        assertThat(said(guest, "ip -4 -o addr show dev eth0")).contains("inet 10.0.2.");
        guest.run("ping -c 1 -w 60 " + WebServer.ADDRESS, Limits.COMMAND).orFail();
        assertThat(said(guest, "cat /var/log/started")).isEqualTo("mdmonitor\ncrond");
        assertThat(said(guest, "grep -E '^#?(s1|co):' /etc/inittab"))
                .isEqualTo(
                        "#s1:2345:respawn:/sbin/agetty ttyS1 57600 vt100\nco:2345:respawn:/sbin/agetty hvc0 9600 vt100");
        assertThat(said(guest, "grep -x hvc0 /etc/securetty")).isEqualTo("hvc0");
        assertThat(said(guest, "getfattr --only-values -n security.selinux /etc/shadow; ls /.autorelabel"))
                .contains("system_u:object_r:shadow_t", "/.autorelabel");
    }
}
