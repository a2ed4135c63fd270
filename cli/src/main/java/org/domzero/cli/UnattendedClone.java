package org.domzero.cli;

import java.nio.file.Path;
import java.util.List;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;

/**
 * The cloning of this machine by answers, as the live system starts it: told on every console of the machine, and
 * followed by a shell there.
 */
final class UnattendedClone {
    /** The live system's own call, in {@code domzero-clone.service}. */
    static final List<String> CALL = List.of("p2v", "push", "--unattended");

    private UnattendedClone() {}

    /** Returns its exit status. */
    static int run() {
        CommandRunner commands = new ProcessCommandRunner();
        MachineConsoles consoles = MachineConsoles.active(commands);
        CloneRun run = new CloneRun(Path.of("/"), Path.of(InstallCommand.MEDIUM), consoles, AnsweredClone::push);
        int status = run.clone(InstallRun.kernelCommandLine(), ProcessCommandRunner::new);
        if (!run.leaving()) {
            consoles.offerShell(commands);
        }
        return status;
    }
}
