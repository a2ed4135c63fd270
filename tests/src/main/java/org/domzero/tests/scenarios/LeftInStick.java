package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.BootSource;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;

/**
 * A stick with answers that was left in an installed machine whose BIOS boots it first: nothing is installed, and Xen is
 * started from the disk past a BIOS that would only boot the stick again.
 */
public final class LeftInStick implements Scenario {
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen09"
            root-password = "never-installed"
            [storage]
            system-disk = { serial = "SYSTEM1" }
            repository-disks = [{ serial = "REPO1" }]
            existing-data = "erase"
            """;

    @Override
    public String name() {
        return "left-in-stick";
    }

    @Override
    public String description() {
        return "the stick left in an installed machine, by BIOS: refused, then Xen starts from the disk at once";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        Machine machine = lab.start(BiosInstall.installedHost(lab)
                .withMedium(Medium.usbStick(Iso.withAnswers(lab, ANSWERS)))
                .withBootOrder(BootSource.MEDIUM, BootSource.DISK)
                .withNic(Nic.user("52:54:00:12:34:01")));
        machine.serial().expect("answers: ", Limits.LIVE_BOOT);
        machine.serial().expect("error: ", Limits.INSTALL);
        machine.serial().expect("erase-repository", Limits.COMMAND);
        machine.serial().expect("Booting the host from its disk", Limits.COMMAND);
        Match xen = machine.serial()
                .expectAny(
                        List.of(
                                Pattern.compile("Xen version \\d"),
                                // Xen could not be started: a shell follows.
                                Pattern.compile("Nothing more will happen by itself")),
                        Limits.HOST_BOOT);
        assertThat(xen.pattern()).as(xen.before()).isZero();
        assertThat(xen.before())
                .as("neither a boot menu nor what loads Xen for it")
                .doesNotContain("slot A", "Rescue shell", "Loading /a/");

        Shell shell = machine.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(said(shell, "systemctl is-system-running --wait")).isEqualTo("running");
        assertThat(said(shell, "hostname -f")).isEqualTo("xen01.example.org");
        assertThat(said(shell, "xl list")).contains("Domain-0");
        assertThat(said(shell, "findmnt -no PARTLABEL /")).isEqualTo("domzero-a");
        // The boot partition was only looked at.
        assertThat(said(shell, "domzero boot status | tail -1")).isEqualTo("in step with /boot of slot A");
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
    }
}
