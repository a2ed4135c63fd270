package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class MachineConsolesTest {
    private final List<String> run = new ArrayList<>();
    private final CommandRunner commands = (command, onOutput) -> {
        run.add(command.line());
        return new CommandResult(0, "", "");
    };

    @Test
    void theFirmwaresConsoleComesAfterTheKernelsAndGetsAShell() {
        MachineConsoles consoles = MachineConsoles.of(List.of("tty0", "ttyS0"), SerialPort.parse("com2,57600"));

        consoles.offerShell(commands);

        assertThat(consoles.devices())
                .containsExactly(Path.of("/dev/tty0"), Path.of("/dev/ttyS0"), Path.of("/dev/ttyS1"));
        assertThat(run).containsExactly("systemctl --no-block start serial-getty@ttyS1.service");
    }

    @Test
    void aConsoleThatTheKernelHasIsWrittenToOnceAndHasItsShell() {
        MachineConsoles consoles = MachineConsoles.of(List.of("tty0", "ttyS1"), SerialPort.parse("com2"));

        consoles.offerShell(commands);

        assertThat(consoles.devices()).containsExactly(Path.of("/dev/tty0"), Path.of("/dev/ttyS1"));
        assertThat(run).isEmpty();
    }

    @Test
    void firmwareMayHaveNone() {
        MachineConsoles consoles = MachineConsoles.of(List.of("tty0"), null);

        consoles.offerShell(commands);

        assertThat(consoles.devices()).containsExactly(Path.of("/dev/tty0"));
        assertThat(run).isEmpty();
    }

    @Test
    void aShellThatCannotBeHadStopsNothing() {
        MachineConsoles.of(List.of("tty0"), SerialPort.COM1).offerShell((command, onOutput) -> {
            run.add(command.line());
            throw UserError.failed("no systemctl", "");
        });

        assertThat(run).hasSize(1);
    }
}
