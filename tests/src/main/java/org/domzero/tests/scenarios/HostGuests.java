package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;

/**
 * Repositories and guests by {@code domzero sr} and {@code domzero vm} on a freshly installed host. The guest is dom0's
 * own image, unpacked into a volume. It is a PV one, since QEMU's TCG is not always up to what PVH guests want of it for
 * long; {@link GuestKinds} has the other kinds.
 */
public final class HostGuests implements Scenario {
    private static final String GUEST_PASSWORD = "inside-web1";

    /** Where two things are emulated at once, udev may not come to the console in systemd's 90 s: nobody could log in. */
    private static final String CMDLINE = "root=/dev/xvda console=hvc0 systemd.default_device_timeout_sec=600";

    private static final String FILL = GuestDisk.FUNCTION + """
            set -e
            disk=$(disk web1)
            mkfs.ext4 -q "$disk"
            mkdir -p /run/medium /run/guest
            mount -o ro /dev/sr0 /run/medium
            mount "$disk" /run/guest
            unsquashfs -q -n -f -d /run/guest /run/medium/live/10-dom0.squashfs > /dev/null
            cp /boot/vmlinuz-* /run/guest/boot/vmlinuz
            cp /boot/initrd.img-* /run/guest/boot/initrd.img
            mkdir -p /run/guest/boot/grub
            cat > /run/guest/boot/grub/grub.cfg <<'TEXT'
            linux /boot/vmlinuz %s
            initrd /boot/initrd.img
            boot
            TEXT
            echo '/dev/xvda / ext4 defaults 0 1' > /run/guest/etc/fstab
            echo web1 > /run/guest/etc/hostname
            printf '[Match]\\nName=e*\\n[Network]\\nDHCP=ipv4\\n' > /run/guest/etc/systemd/network/guest.network
            echo 'root:%s' | chroot /run/guest chpasswd
            rm -f /run/guest/etc/systemd/system/multi-user.target.wants/ssh.service
            umount /run/guest /run/medium
            """.formatted(CMDLINE, GUEST_PASSWORD);

    @Override
    public String name() {
        return "host-guests";
    }

    @Override
    public String description() {
        return "repositories on new disks; a guest from creation to login, its disks and CDs changed, and deleted";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        UntouchedDisks untouched = new UntouchedDisks(lab);
        Machine host = lab.start(BiosInstall.installedHost(lab)
                .withMemory(ByteSize.gibibytes(3))
                .withMedium(Medium.cdrom(lab.iso()))
                .withDisk(Disk.qcow2(lab.createDisk("fast1", ByteSize.gibibytes(4))))
                .withDisk(Disk.qcow2(lab.createDisk("fast2", ByteSize.gibibytes(4))))
                .withDisk(Disk.qcow2(untouched.keep(DiskImages.payroll(lab))))
                .withNic(Nic.user("52:54:00:12:34:01")));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        repositories(shell);
        String free = said(shell, "vgs --noheadings -o vg_name,vg_free");
        create(shell);
        guest(host, shell);
        changes(host, shell);
        shell = restart(host, shell);
        copy(host, shell);
        mistakes(shell);
        definitionsOfOthers(shell);
        delete(shell);
        assertThat(said(shell, "vgs --noheadings -o vg_name,vg_free")).isEqualTo(free);
        shell.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
        host.close();
        untouched.compare();
    }

    private static void repositories(Shell shell) {
        assertThat(said(shell, "domzero sr list")).containsPattern("(?m)^\\* +local +lvm +[\\d.]+ GiB");
        refused(shell, "domzero sr create payroll /dev/vde", 3, "carries data", "payroll");
        refused(shell, "domzero sr create twice /dev/vda", 3, "carries data");
        refused(
                shell,
                "domzero sr create nowhere /dev/vdz",
                2,
                "/dev/vdz is no disk of this machine",
                "/dev/vdc (4 GiB");
        done(shell, "domzero sr create fast /dev/vdc --description 'spare disks'");
        assertThat(done(shell, "domzero sr extend fast /dev/vdd")).contains("it dies with any one of them");
        assertThat(said(shell, "pvs --noheadings -o pv_name,vg_name")).contains("/dev/vdc1", "/dev/vdd1");
        refused(shell, "domzero sr create fast /dev/vdc", 3, "carries data");
        refused(shell, "domzero sr rename fast local", 2, "there is a repository local already");
        done(shell, "domzero sr rename fast quick");
        done(shell, "domzero sr default quick");
        assertThat(said(shell, "domzero sr list"))
                .containsPattern("(?m)^\\* +quick +lvm +8.0 GiB +0 B +ready")
                .contains("spare disks");

        // By hand, with LVM's and mkfs's own commands.
        done(shell, "lvcreate -q -y -L 500M -n files $(vgs --noheadings -o vg_name -S lv_name=domzero-state)");
        done(shell, "mkfs.ext4 -q /dev/VG_XenStorage-*/files && mount --mkdir /dev/VG_XenStorage-*/files /srv/files");
        done(
                shell,
                "mkdir /srv/files/iso /srv/files/disks;"
                        + " echo \"$(ls /dev/VG_XenStorage-*/files) /srv/files ext4 nofail 0 2\" >> /etc/fstab");
        refused(shell, "domzero sr create slot --type file /root", 2, "/root is on the slot that dom0 runs from");
        done(shell, "domzero sr create cds --type iso /srv/files/iso");
        done(shell, "domzero sr create files --type file /srv/files/disks");
        assertThat(said(shell, "domzero sr list")).containsPattern("cds +iso").containsPattern("files +file");
        done(
                shell,
                "for n in one two; do echo cd-$n > /srv/files/iso/$n.iso; truncate -s 1M /srv/files/iso/$n.iso; done");
    }

    private static void create(Shell shell) {
        done(shell, "cp /boot/vmlinuz-* /srv/files/vmlinuz && cp /boot/initrd.img-* /srv/files/initrd.img");
        done(
                shell,
                "domzero vm create web1 --type pv --memory 768MiB --disk 2GiB --description 'front end'"
                        + " --kernel /srv/files/vmlinuz --ramdisk /srv/files/initrd.img"
                        + " --cmdline '" + CMDLINE + "'");
        refused(shell, "domzero vm create web1", 2, "there is a guest web1 already");
        refused(shell, "domzero vm create big --disk 500GiB", 1, "there is too little space in quick");
        assertThat(said(shell, "domzero vm list")).containsPattern("web1 +stopped +pv +768 MiB +1 +no");
        assertThat(said(shell, "domzero sr show quick")).containsPattern("vdi-[0-9a-f-]{36} +2 GiB +web1");
        assertThat(said(shell, "lvs --noheadings -o lv_tags quick 2>&1; lvs --noheadings -o lv_tags"))
                .contains("domzero.guest=");
        assertThat(shell.runScript(FILL, Limits.INSTALL).status()).isEqualTo(0);
    }

    private static void guest(Machine host, Shell shell) {
        done(shell, "domzero vm start web1");
        assertThat(said(shell, "domzero vm list")).containsPattern("web1 +running");
        refused(shell, "domzero vm start web1", 2, "web1 runs already");
        refused(shell, "domzero vm delete web1 --yes", 3, "web1 is running");
        TinyGuest.inside(host, "domzero vm console web1", GUEST_PASSWORD, guest -> {
            assertThat(said(guest, "hostname")).isEqualTo("web1");
            assertThat(said(guest, "cat /sys/class/block/xvda/size")).isEqualTo("4194304");
            guest.run("until ip -4 -o addr show scope global | grep -q inet; do sleep 1; done", Limits.COMMAND);
            guest.run("ping -n -c 1 -w 60 10.0.2.2", Limits.COMMAND).orFail();
        });
    }

    /** What is done to the guest while it runs, and seen by it. */
    private static void changes(Machine host, Shell shell) {
        done(shell, "domzero vm disk add web1 100MiB");
        done(shell, "domzero vm cd insert web1 one.iso");
        TinyGuest.inside(host, "domzero vm console web1", GUEST_PASSWORD, guest -> {
            assertThat(said(guest, "cat /sys/class/block/xvdb/size")).isEqualTo("204800");
            assertThat(said(guest, "head -n 1 /dev/xvdz")).isEqualTo("cd-one");
        });
        done(shell, "domzero vm cd insert web1 two.iso");
        done(shell, "domzero vm disk grow web1 xvdb 200MiB");
        TinyGuest.inside(host, "domzero vm console web1", GUEST_PASSWORD, guest -> {
            assertThat(said(guest, "head -n 1 /dev/xvdz")).isEqualTo("cd-two");
            guest.run("head -c 4096 /dev/xvdb > /dev/null", Limits.COMMAND);
            assertThat(
                            said(
                                    guest,
                                    "until [ $(cat /sys/class/block/xvdb/size) = 409600 ]; do"
                                            + " dd if=/dev/xvdb of=/dev/null bs=4k count=1 iflag=direct status=none; done; echo grown"))
                    .isEqualTo("grown");
        });
        done(shell, "domzero vm cd eject web1");
        refused(shell, "domzero vm cd eject web1", 2, "there is no CD in web1");
        refused(shell, "domzero vm cd insert web1 three.iso", 2, "no ISO library holds three.iso", "cds");
        done(shell, "domzero vm disk remove web1 xvdb --yes");
        done(shell, "domzero vm nic add web1");
        assertThat(said(shell, "domzero vm show web1"))
                .contains("front end")
                .doesNotContain("xvdb", "xvdz")
                .containsPattern("(?s)00:16:3e.*00:16:3e");
        done(shell, "domzero vm stop web1");
        assertThat(said(shell, "xl list")).doesNotContain("web1");
    }

    /** The guest goes down with the host, cleanly, and comes up with it. */
    private static Shell restart(Machine host, Shell shell) {
        done(shell, "domzero vm set web1 --autostart");
        done(shell, "domzero vm start web1");
        TinyGuest.inside(host, "domzero vm console web1", GUEST_PASSWORD, guest -> said(guest, "touch /root/was-here"));
        shell.run("systemctl --no-block reboot", Limits.COMMAND);
        Shell again = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(said(again, "until xl list | grep web1; do sleep 1; done")).contains("web1");
        TinyGuest.inside(host, "domzero vm console web1", GUEST_PASSWORD, guest -> {
            assertThat(said(guest, "ls /root")).contains("was-here");
            // What was not unmounted would have been mended while it was mounted.
            assertThat(said(guest, "dmesg | grep -c 'recovery complete'")).isEqualTo("0");
        });
        done(again, "domzero vm set web1 --no-autostart --memory 640MiB --vcpus 2");
        assertThat(said(again, "grep -E '^(memory|vcpus)' /var/lib/domzero/guests/web1.cfg"))
                .isEqualTo("memory = 640\nvcpus = 2");
        done(again, "domzero vm stop web1");
        return again;
    }

    /** A copy, which becomes a PVH guest by an editor: it boots by the menu on its disk. */
    private static void copy(Machine host, Shell shell) {
        String volumes = said(shell, "lvs --noheadings -o lv_name");
        assertThat(said(shell, """
                domzero vm clone web1 cancelled > /tmp/clone 2>&1 &
                number=$(lvs | wc -l)
                until [ "$(lvs | wc -l)" -gt "$number" ]; do sleep 0.1; done
                kill $!
                wait $!
                echo "status $?"
                """)).isNotEqualTo("status 0");
        assertThat(said(shell, "lvs --noheadings -o lv_name")).isEqualTo(volumes);
        refused(shell, "domzero vm show cancelled", 2, "there is no guest cancelled");
        done(shell, "domzero vm clone web1 web2");
        assertThat(said(shell, GuestDisk.FUNCTION + """
                cmp "$(disk web1)" "$(disk web2)" && echo equal
                """)).isEqualTo("equal");
        done(shell, """
                sed -i '/^ramdisk\\|^cmdline/d; s/"pv"/"pvh"/; s,^kernel.*,kernel = "/usr/lib/grub-xen/grub-i386-xen_pvh.bin",' \\
                    /var/lib/domzero/guests/web2.cfg
                """);
        assertThat(said(shell, "domzero vm list")).containsPattern("web2 +stopped +pvh ");
        host.serial().sendLine("domzero vm start web2 --console");
        host.serial().expect("Linux version ", Limits.HOST_BOOT);
        TinyGuest.leave(host);
        done(shell, "domzero vm stop web2 --force");
        done(shell, "domzero vm delete web2 --yes");
    }

    /** Those that Xen's packages bring as examples: a change by domzero is a change of one line. */
    private static void definitionsOfOthers(Shell shell) {
        for (String kind : List.of("hvm", "pvlinux", "pvhlinux")) {
            String example = "/etc/xen/xlexample." + kind;
            String file = "/var/lib/domzero/guests/" + kind + ".cfg";
            done(shell, "cp " + example + " " + file);
            done(shell, "domzero vm set example." + kind + " --memory 1GiB");
            assertThat(said(shell, "diff " + example + " " + file + " | grep '^[<>]'"))
                    .matches("< memory = \\d+\n> memory = 1024");
            done(shell, "rm " + file);
        }
    }

    private static void mistakes(Shell shell) {
        refused(shell, "domzero vm start web2", 2, "there is no guest web2", "here are web1");
        done(shell, "domzero vm create hungry --memory 200GiB --no-network");
        refused(shell, "domzero vm start hungry", 1, "hungry wants 200 GiB of memory");
        done(shell, "domzero vm delete hungry --yes");
        done(shell, "echo 'memory = [ 1' > /var/lib/domzero/guests/broken.cfg");
        refused(shell, "domzero vm show broken", 1, "/var/lib/domzero/guests/broken.cfg:");
        assertThat(shell.run("domzero vm list", Limits.COMMAND).output())
                .contains("web1", "warning: /var/lib/domzero/guests/broken.cfg:");
        done(shell, "rm /var/lib/domzero/guests/broken.cfg");
        refused(
                shell,
                "python3 -c \"import fcntl, subprocess, sys; f = open('/run/domzero/guests/web1.lock', 'w');"
                        + " fcntl.lockf(f, fcntl.LOCK_EX);"
                        + " sys.exit(subprocess.call(['domzero', 'vm', 'set', 'web1', '--vcpus', '1']))\"",
                1,
                "another domzero command is at work on web1");
    }

    private static void delete(Shell shell) {
        refused(shell, "domzero vm delete web1 < /dev/null", 2, "there is nobody to ask");
        done(shell, "domzero vm rename web1 www");
        done(shell, "domzero vm delete www --yes");
        assertThat(said(shell, "ls /var/lib/domzero/guests")).isEmpty();
        assertThat(said(shell, "domzero vm list | wc -l")).isEqualTo("1");
    }
}
