package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.util.List;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Shell;

/** A machine without a disk and without a network card: both are told at once, and a shell follows. */
public final class BareMachine implements Scenario {
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen10"
            root-password = "never-installed"
            [storage]
            system-disk = { min-size = "100GiB" }
            """;

    @Override
    public String name() {
        return "bare-machine";
    }

    @Override
    public String description() {
        return "no disk and no network card: an unattended install tells of both, leaves a shell, and does not reboot";
    }

    @Override
    public void run(Lab lab) throws IOException {
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(Iso.withAnswers(lab, ANSWERS)))
                // A machine that restarts would be gone, and the shell with it.
                .withoutReboot());
        machine.serial().expect("answers: ", Limits.LIVE_BOOT);
        for (String line : List.of(
                "error: /run/live/medium/domzero/answers.toml:6:1: storage.system-disk matches no disk",
                "hint: it asks for at least 100 GiB; there is no disk here at all",
                "error: there is no network card",
                "hint: the kernel's messages (dmesg) tell of missing drivers",
                "Nothing more will happen by itself.",
                "root@domzero-live")) {
            machine.serial().expect(line, Limits.COMMAND);
        }
        Shell shell = machine.serial().shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        assertThat(said(shell, "grep -cE 'error: .*(matches no disk|no network card)$' /var/log/domzero/install.log"))
                .isEqualTo("2");
        assertThat(said(shell, "systemctl is-system-running")).isNotEqualTo("stopping");
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
    }
}
