package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.time.Duration;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;

/** Another kernel by apt on an installed host: it boots it, and can go back to the one before. */
public final class KernelUpgrade implements Scenario {
    private static final Duration APT = Duration.ofMinutes(60);
    private static final String UPGRADE = """
            set -e
            echo 'deb http://deb.debian.org/debian trixie-backports main' > /etc/apt/sources.list.d/backports.list
            export DEBIAN_FRONTEND=noninteractive
            apt-get -q update > /tmp/apt.log 2>&1
            apt-get -q -y -t trixie-backports install linux-image-amd64 >> /tmp/apt.log 2>&1
            """;

    @Override
    public String name() {
        return "kernel-upgrade";
    }

    @Override
    public String description() {
        return "apt brings another kernel: the boot partition follows, the kernel before can still be booted";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) {
        Machine host = lab.start(BiosInstall.installedHost(lab).withNic(Nic.user("52:54:00:12:34:01")));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        String before = said(shell, "uname -r");
        assertThat(said(shell, "domzero boot update")).contains("generation 1");

        // Nothing waits for the network on a host; apt does not either.
        shell.run("until getent hosts deb.debian.org > /dev/null; do sleep 1; done", Limits.COMMAND);
        assertThat(shell.runScript(UPGRADE + "tail -5 /tmp/apt.log", APT).status())
                .as(said(shell, "tail -20 /tmp/apt.log"))
                .isEqualTo(0);
        assertThat(said(shell, "cat /tmp/apt.log")).contains("generation 2");
        assertThat(said(shell, "ls /boot/domzero/a")).contains("1").contains("2");
        assertThat(said(shell, "stat -c %s /boot/domzero/extlinux/extlinux.conf"))
                .isEqualTo("4096");

        shell.run("systemctl --no-block reboot", Limits.COMMAND);
        shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        String after = said(shell, "uname -r");
        assertThat(after).isNotEqualTo(before);
        assertThat(said(shell, "xl list")).contains("Domain-0");
        assertThat(said(shell, "domzero boot status")).contains("previous");

        // The entry of the kernel before, without waiting at the menu for the right moment.
        assertThat(said(shell, "extlinux --once=a-previous /boot/domzero/extlinux; echo $?"))
                .endsWith("0");
        shell.run("systemctl --no-block reboot", Limits.COMMAND);
        shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(said(shell, "uname -r")).isEqualTo(before);

        // An initrd made anew for the kernel that runs: another generation, the same two kernels.
        shell.run("update-initramfs -u -k " + after, APT).orFail();
        assertThat(said(shell, "domzero boot status")).contains("3").contains("previous");
        shell.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
    }
}
