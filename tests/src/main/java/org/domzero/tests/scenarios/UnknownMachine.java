package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.OldMachine;
import org.domzero.tests.machine.OldSystem;
import org.domzero.tests.machine.SerialLine;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;

/**
 * A machine whose distribution nobody knows, with a kernel of which nothing says what it is, is pulled and becomes an HVM
 * guest: the boot sector made for it starts it by a menu made for it. With the host's kernel it becomes a PV guest.
 */
public final class UnknownMachine implements Scenario {
    /** GRUB reads kernel and initrd through the BIOS of a machine that an emulated one emulates. */
    private static final Duration BOOT = Duration.ofMinutes(30);

    private static final Pattern KERNEL = Pattern.compile(
            "Command line: .*root=UUID=\\S+ ro console=tty0 console=ttyS0,115200n8 xen_emul_unplug=never");
    private static final Pattern INIT = Pattern.compile("INIT: version \\S+ booting");

    /** What the fix-ups change, or make. */
    private static final Set<String> MENDED = Set.of("boot/grub/menu.lst", "boot/grub", "etc/fstab", "etc/inittab");

    @Override
    public String name() {
        return "p2v-unknown";
    }

    @Override
    public String description() {
        return "a distribution that nobody knows, with a kernel without a version, becomes an HVM guest that starts; and a PV"
                + " guest with the host's kernel";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path disks = lab.directory().resolve("old1");
        OldMachine.install(disks, OldSystem.NEBULA, lab.commands());
        CloneHost host = CloneHost.start(lab);
        try (OldMachine old = OldMachine.start(disks, OldMachine.Algorithms.USUAL, lab.commands());
                WebServer web = WebServer.http()) {
            String pull =
                    CloneHost.PULL + " --host-key " + old.fingerprint() + " --new-mac --size 2GiB --memory 384MiB";
            withKernelOfHost(host, pull);
            pull(host.shell(), pull + " --type hvm");
            CarriedFiles.compare(host.shell(), "old1", old.run(CarriedFiles.LISTING), MENDED, web);
        }
        toInit(host);
        WithoutXen.of(lab, host, "old1").boot(lab, guest -> {
            assertThat(said(guest, "hostname")).isEqualTo("old1.example.org");
            assertThat(said(guest, "cat /proc/cmdline")).contains("console=ttyS0,115200n8 xen_emul_unplug=never");
            assertThat(said(guest, "findmnt -no SOURCE /")).isEqualTo("/dev/sda1");
            CloneHost.awaitNetwork(guest, "");
        });
    }

    /** A triple fault ends it soon after. */
    private static void toInit(CloneHost host) {
        SerialLine line = host.machine().serial();
        line.sendLine("domzero vm start old1 --console");
        line.expect(KERNEL, BOOT);
        line.expect(INIT, BOOT);
        TinyGuest.leave(host.machine());
        done(host.shell(), "domzero vm stop old1 --force");
    }

    private static void withKernelOfHost(CloneHost host, String usual) {
        Shell shell = host.shell();
        String pull = usual + " --name old2 --type pv";
        refused(shell, pull + " --plan", 1, "it cannot be a pv guest", "--host-kernel");
        String kernel = said(shell, "uname -r");
        assertThat(done(shell, pull + " --host-kernel --plan"))
                .contains("GRUB in the guest starts a copy of the host's", "/boot/vmlinuz-" + kernel, "host-kernel");
        assertThat(done(shell, pull + " --host-kernel --yes"))
                .contains("old2 is a guest now", "the host's kernel " + kernel + ": put into /boot and /lib/modules");
        host.boot("old2", Limits.HOST_BOOT, guest -> {
            assertThat(said(guest, "uname -r")).isEqualTo(kernel);
            assertThat(said(guest, "cat /proc/cmdline")).contains("root=/dev/xvda", "vsyscall=xonly");
            assertThat(said(guest, "cat /sys/hypervisor/guest_type")).isEqualTo("PV");
            assertThat(said(guest, "findmnt -no SOURCE /")).isEqualTo("/dev/xvda");
            CloneHost.awaitNetwork(guest, "dev eth0");
            done(guest, "modprobe xfs && grep xfs /proc/filesystems");
        });
        host.stop("old2");
        done(shell, "domzero p2v discard old2 --yes; domzero vm delete old2 --yes");
    }

    private static void pull(Shell shell, String pull) {
        assertThat(done(shell, pull + " --plan"))
                .contains(
                        "Nebula Linux 3",
                        "as an hvm guest",
                        "starts its own /boot/bzImage",
                        "new-menu",
                        "the distribution is not known: only what all have in common is changed");
        assertThat(done(shell, pull + " --yes"))
                .contains(
                        "old1 is a guest now",
                        "/boot/grub/menu.lst: written",
                        "there are no fix-ups of its own for \"Nebula Linux 3\"",
                        "look at network, console and initrd by hand",
                        "/boot/initramfs was made for the disks of the physical machine");
    }
}
