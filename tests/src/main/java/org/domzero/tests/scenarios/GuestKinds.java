package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.util.List;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;

/**
 * A guest of each kind, made by {@code domzero vm}: to its login, the network, its disk, CDs that change, its end. The host
 * gives all of them their kernel: the BIOS of an HVM guest, which an emulated machine emulates, reads one from its disk for
 * many minutes.
 */
public final class GuestKinds implements Scenario {
    private final boolean emulated;

    private GuestKinds(boolean emulated) {
        this.emulated = emulated;
    }

    /** PV and PVH: every change has to pass these. */
    public static GuestKinds paravirtual() {
        return new GuestKinds(false);
    }

    /** HVM, by itself: it takes as long as the other two. */
    public static GuestKinds emulated() {
        return new GuestKinds(true);
    }

    @Override
    public String name() {
        return emulated ? "hvm-guest" : "guest-kinds";
    }

    @Override
    public String description() {
        return emulated
                ? "an HVM guest from creation to login, ping, disk and changing CDs"
                : "a PV and a PVH guest from creation to login, ping, disk and changing CDs; export and import";
    }

    @Override
    public boolean gate() {
        return !emulated;
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) {
        Machine host = lab.start(BiosInstall.installedHost(lab)
                .withMemory(ByteSize.gibibytes(2))
                .withNic(Nic.user("52:54:00:12:34:01")));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(said(shell, "systemctl is-system-running --wait")).isEqualTo("running");
        TinyGuest.make(shell);
        done(shell, "for n in one two; do echo cd-$n > /root/$n.iso; truncate -s 1M /root/$n.iso; done");
        String free = said(shell, "vgs --noheadings -o vg_free");
        for (String kind : emulated ? List.of("hvm") : List.of("pv", "pvh")) {
            done(
                    shell,
                    "domzero vm create " + kind + "1 --type " + kind
                            + " --memory 256MiB --disk 64MiB --cdrom /root/one.iso"
                            + TinyGuest.options(kind.equals("hvm") ? "ttyS0" : "hvc0"));
            use(host, shell, kind + "1", kind.equals("hvm") ? "sr0" : "xvdz");
        }
        assertThat(said(shell, "domzero vm list | wc -l")).isEqualTo("1");
        assertThat(said(shell, "vgs --noheadings -o vg_free")).isEqualTo(free);
    }

    /** From its start to its end. */
    private static void use(Machine host, Shell shell, String name, String drive) {
        boolean hvm = name.startsWith("hvm");
        TinyGuest.inside(host, "domzero vm start " + name + " --console", guest -> {
            assertThat(said(guest, "cat /sys/class/block/xvda/size")).isEqualTo("131072");
            // What is read back has been on the disk.
            assertThat(said(
                            guest,
                            "echo kept-" + name + " | dd of=/dev/xvda bs=512 seek=2000 conv=fsync 2> /dev/null;"
                                    + " echo 3 > /proc/sys/vm/drop_caches;"
                                    + " dd if=/dev/xvda bs=512 skip=2000 count=1 2> /dev/null | head -n 1"))
                    .isEqualTo("kept-" + name);
            guest.run("ping -c 1 -w 60 10.0.2.2", Limits.COMMAND).orFail();
            assertThat(said(guest, "head -n 1 /dev/" + drive)).isEqualTo("cd-one");
        });
        if (hvm) {
            assertThat(said(shell, "ss -ltn | grep -o '[^ ]*:5900'")).isEqualTo("127.0.0.1:5900");
        }
        done(shell, "domzero vm cd insert " + name + " /root/two.iso");
        TinyGuest.inside(
                host,
                "domzero vm console " + name,
                guest -> assertThat(said(
                                guest,
                                // Of an emulated drive Linux learns by a failing command that the CD is another.
                                hvm
                                        ? "until head -n 1 /dev/sr0 2> /dev/null; do sleep 1; done"
                                        : "head -n 1 /dev/" + drive))
                        .isEqualTo("cd-two"));
        done(shell, "domzero vm cd eject " + name);
        TinyGuest.inside(host, "domzero vm console " + name, guest -> {
            if (hvm) {
                done(guest, "until head -n 1 /dev/sr0 2>&1 | grep 'No medium found'; do sleep 1; done");
            } else {
                assertThat(said(guest, "head -n 1 /dev/" + drive + " 2>&1")).contains("No such file or directory");
            }
        });
        done(shell, "domzero vm stop " + name);
        assertThat(said(shell, "xl list")).doesNotContain(name);
        if (name.startsWith("pv1")) {
            move(shell, name);
        }
        done(shell, "domzero vm delete " + name + " --yes");
    }

    /** Into a file and back, and through a pipe as to another host; what is broken leaves nothing. */
    private static void move(Shell shell, String name) {
        String digest = digest(shell, name);
        done(shell, "domzero vm export " + name + " /root/moved.domzero");
        refused(shell, "domzero vm export " + name + " /root/moved.domzero", 2, "/root/moved.domzero is there already");
        refused(shell, "domzero vm import /root/moved.domzero", 2, "there is a guest " + name + " already");
        done(shell, "domzero vm delete " + name + " --yes");
        String before = volumes(shell);
        done(shell, "head -c -100 /root/moved.domzero > /root/cut.domzero");
        assertThat(shell.run("domzero vm import /root/cut.domzero 2>&1", Limits.COMMAND))
                .satisfies(cut -> assertThat(cut.status()).isNotZero())
                .satisfies(cut -> assertThat(cut.output()).contains("nothing of it is left here"));
        assertThat(volumes(shell)).isEqualTo(before);
        done(shell, "domzero vm import /root/moved.domzero");
        assertThat(digest(shell, name)).isEqualTo(digest);
        done(shell, "domzero vm export " + name + " - | domzero vm import - --name moved");
        assertThat(digest(shell, "moved")).isEqualTo(digest);
        assertThat(said(
                        shell,
                        "domzero vm show moved --json | grep -c \"$(domzero vm show " + name
                                + " --json | grep -o '00:16:3e[0-9a-f:]*')\""))
                .as("the same address twice")
                .isEqualTo("0");
        done(shell, "domzero vm delete moved --yes");
        // Half-way: the volumes are made, and the definition cannot be written.
        done(shell, "chattr +i /var/lib/domzero/guests");
        refused(shell, "domzero vm create half --disk 64MiB --disk 32MiB", 1, "/var/lib/domzero/guests/half.cfg");
        done(shell, "chattr -i /var/lib/domzero/guests");
        assertThat(said(shell, "domzero vm list")).doesNotContain("half");
        done(shell, "domzero vm delete " + name + " --yes");
        assertThat(volumes(shell)).isEqualTo(before);
        done(shell, "domzero vm import /root/moved.domzero");
    }

    private static String digest(Shell shell, String name) {
        return said(shell, "sha256sum < " + GuestDisk.of(name, shell));
    }

    private static String volumes(Shell shell) {
        return said(shell, "lvs --noheadings -o lv_name,lv_size; ls -A /var/lib/domzero/guests");
    }
}
