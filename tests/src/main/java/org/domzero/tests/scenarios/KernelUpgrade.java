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

/**
 * Another kernel by apt on an installed host: it boots it, and can go back to the one before. Then another Xen, which is
 * the same one under another name: the archive has no second one for this release.
 */
public final class KernelUpgrade implements Scenario {
    private static final Duration APT = Duration.ofMinutes(60);
    private static final String COMPILER = "xl info | sed -n 's/^cc_compiler *: //p'";
    private static final String UPGRADE = """
            set -e
            echo 'deb http://deb.debian.org/debian trixie-backports main' > /etc/apt/sources.list.d/backports.list
            export DEBIAN_FRONTEND=noninteractive
            apt-get -q update > /tmp/apt.log 2>&1
            apt-get -q -y -t trixie-backports install linux-image-amd64 >> /tmp/apt.log 2>&1
            """;

    /** The package as it is installed, with another version and another compiler's name in Xen's own banner. */
    private static final String UPGRADE_XEN = """
            set -e
            package=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\\n' 'xen-hypervisor-*-amd64' | sed -n 's/^ii  *//p')
            mkdir -p /tmp/xen/DEBIAN
            dpkg-query --control-path $package | while read -r file; do
                case $file in
                    *.list | *.md5sums) ;;
                    *) cp -p $file /tmp/xen/DEBIAN/${file##*.} ;;
                esac
            done
            dpkg-query -s $package | sed -e '/^Status: /d' -e '/^Conffiles:/,/^[^ ]/{/^Conffiles:/d;/^ /d}' \\
                -e 's/^Version: .*/&+lab1/' > /tmp/xen/DEBIAN/control
            dpkg-query -L $package | while read -r file; do
                [ ! -f "$file" ] || cp -p --parents "$file" /tmp/xen
            done
            for image in /tmp/xen/boot/xen-*.gz; do
                gzip -d < $image | LC_ALL=C sed 's/gcc (Debian /gcc (Another/g' | gzip -n > $image.new
                mv $image.new $image
            done
            dpkg-deb --root-owner-group -Znone -b /tmp/xen /tmp/another-xen.deb > /dev/null
            DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Options::=--force-confold install \\
                /tmp/another-xen.deb > /tmp/apt-xen.log 2>&1
            """;

    @Override
    public String name() {
        return "kernel-upgrade";
    }

    @Override
    public String description() {
        return "apt brings another kernel, then another Xen: the boot partition follows, what was before can be booted";
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

        assertThat(said(shell, COMPILER)).contains("gcc (Debian ");
        assertThat(shell.runScript(UPGRADE_XEN, APT).status())
                .as(said(shell, "tail -20 /tmp/apt-xen.log"))
                .isEqualTo(0);
        assertThat(said(shell, "cat /tmp/apt-xen.log")).contains("generation 4");
        shell.run("systemctl --no-block reboot", Limits.COMMAND);
        shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(said(shell, COMPILER)).contains("gcc (Another");
        assertThat(said(shell, "uname -r")).isEqualTo(after);
        assertThat(said(shell, "domzero boot status")).contains("previous");
        shell.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
    }
}
