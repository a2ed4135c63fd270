package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;

/**
 * Power fails while the boot partition is brought in step: once in the middle of the files of a new generation, once
 * when the first boot loader has been switched to one. The host boots by itself each time, and the next update clears
 * away what was left. The disks are the same ones all the time.
 */
public final class PowerCut implements Scenario {
    private static final String FILE = "/root/update-until.sh";

    /**
     * Runs an update and makes it stand still where its first argument, an expression of bash, becomes true. It has a
     * session of its own: what stands still in the session of a shell that ends is woken up. The expression is looked at
     * without starting a program, which would take longer than a step does. At last all that was written is brought
     * onto the disks: how much of it they have got by themselves differs from one power cut to the other.
     */
    private static final String UPDATE_UNTIL = """
            setsid domzero boot update > /root/update.log 2>&1 &
            update=$!
            until eval "$1"; do :; done
            kill -STOP $update
            until grep -q '^State:.T' /proc/$update/status; do :; done
            sync
            """;

    /** Zeros behind an initrd mean nothing to Linux, but it is another file. */
    private static final String CHANGE_INITRD = "truncate --size=+4096 /boot/initrd.img-*";

    private static final String IN_STEP = "in step with /boot of slot A";

    @Override
    public String name() {
        return "power-cut";
    }

    @Override
    public String description() {
        return "power cut while a generation is written, and again at the switch to one: the host boots and recovers";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) {
        MachineSpec server = BiosInstall.installedHost(lab).withNic(Nic.user("52:54:00:12:34:01"));
        Machine host = lab.start(server);
        Shell shell = boots(host, 1);
        assertThat(status(shell)).contains(IN_STEP);
        shell.write(FILE, UPDATE_UNTIL);
        shell.run(CHANGE_INITRD, Limits.COMMAND).orFail();
        updateUntil(shell, "[ -e /boot/domzero/a/2/initrd.img ]");
        assertThat(generations(shell)).isEqualTo("1 2");
        assertThat(said(shell, "ls /boot/domzero/a/2"))
                .contains("vmlinuz", "initrd.img")
                .doesNotContain("generation.json");
        host.cutPower();

        host = lab.start(server);
        shell = boots(host, 1);
        assertThat(status(shell))
                .containsPattern("generation 1 +current ")
                .containsPattern("generation 2 +unused +is incomplete: it has no generation\\.json")
                .contains("NOT in step: /boot holds ");
        assertThat(update(shell)).contains("done: slot A boots generation 3: ");
        assertThat(generations(shell)).isEqualTo("3");
        assertThat(status(shell)).contains(IN_STEP);

        shell.run(CHANGE_INITRD, Limits.COMMAND).orFail();
        updateUntil(
                shell,
                "mapfile -t conf < /boot/domzero/extlinux/extlinux.conf; [[ \"${conf[*]}\" == *\" /a/4/xen.gz \"* ]]");
        assertThat(generations(shell))
                .as("the old one, still there, and the new one")
                .isEqualTo("3 4");
        host.cutPower();

        host = lab.start(server);
        shell = boots(host, 4);
        assertThat(status(shell))
                .containsPattern("generation 4 +current ")
                .contains("NOT in step: the boot loaders' settings are not as they should be");
        assertThat(update(shell)).contains("done: slot A boots generation 4: ");
        assertThat(generations(shell)).isEqualTo("4");
        assertThat(status(shell)).contains(IN_STEP);
        shell.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
    }

    /** A boot without help, from that generation; what was mounted at the power cut is whole again, and is written to. */
    private static Shell boots(Machine host, int generation) {
        Match loading = host.serial().expect(Pattern.compile("Loading /a/(\\d+)/xen\\.gz"), Limits.HOST_BOOT);
        assertThat(loading.group(1)).isEqualTo(String.valueOf(generation));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(said(shell, "systemctl is-system-running --wait")).isEqualTo("running");
        assertThat(said(shell, "findmnt -rno FSTYPE,OPTIONS /boot/domzero")).startsWith("vfat rw");
        assertThat(said(shell, "dmesg | grep -c 'FAT-fs.*not properly unmounted'"))
                .as("mounted before it was checked")
                .isEqualTo("0");
        return shell;
    }

    private static void updateUntil(Shell shell, String expression) {
        shell.run("bash " + FILE + " '" + expression + "'", Limits.COMMAND).orFail();
    }

    /** In the order of their numbers, and whatever else is in slot A's folder. */
    private static String generations(Shell shell) {
        return said(shell, "ls /boot/domzero/a | paste -sd ' '");
    }

    private static String status(Shell shell) {
        return said(shell, "domzero boot status");
    }

    private static String update(Shell shell) {
        return shell.run("domzero boot update", Limits.COMMAND).orFail();
    }
}
