package org.domzero.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;

/** An install as the live system starts it: told on every console of the machine, and followed by a shell there. */
final class UnattendedInstall {
    /**
     * The live system's own call, in {@code domzero-installer.service}; any other line with {@code --unattended} is a
     * mistake.
     */
    static final List<String> CALL = List.of("install", "--unattended");

    private UnattendedInstall() {}

    /** Returns its exit status. */
    static int run() {
        CommandRunner commands = new ProcessCommandRunner();
        MachineConsoles consoles = MachineConsoles.active(commands);
        InstallRun run = new InstallRun(Path.of(InstallCommand.MEDIUM), true, false, consoles);
        int status;
        try {
            status = run.install(null);
        } catch (RuntimeException | Error error) {
            status = tellConsoles(error, consoles);
        }
        if (!run.leaving()) {
            consoles.offerShell(commands);
        }
        return status;
    }

    /** The end of a run that failed before it had begun; returns its exit status. */
    static int tellConsoles(Throwable error, Consumer<String> shown) {
        Domzero.render(error).lines().forEach(shown);
        InstallRun.tellOfShell(shown);
        return Domzero.status(error);
    }
}
