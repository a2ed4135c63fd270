package org.domzero.installer.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.FileDigest;
import org.domzero.toolkit.UserError;

/**
 * Answers {@link FileDigest} commands from what the live system has found out while it started: its unit {@code
 * domzero-prepare.service} reads the medium then. What that did not read, or could not, is read now.
 */
final class DigestsOfBoot implements CommandRunner {
    static final String FILE = "/run/domzero/digests";

    /** Waits for a unit that is at it; does nothing when it has succeeded, and it succeeds also with less than all. */
    static final Command AWAIT =
            Command.of("systemctl", "start", "domzero-prepare.service").withLimit(Duration.ofMinutes(60));

    private final CommandRunner runner;
    private final Path file;
    private boolean awaited;

    /** @param file with a line of openssl's for each file of the medium that could be read, once all are */
    DigestsOfBoot(CommandRunner runner, Path file) {
        this.runner = runner;
        this.file = file;
    }

    @Override
    public synchronized CommandResult tryRun(Command command, Consumer<String> onOutput) {
        if (!awaited) {
            awaited = true;
            await();
        }
        String path = command.argv().get(command.argv().size() - 1);
        String known = digest(path);
        if (known.isEmpty() || !command.equals(FileDigest.command(path))) {
            return runner.tryRun(command, onOutput);
        }
        onOutput.accept(known);
        return new CommandResult(0, known + "\n", "");
    }

    private void await() {
        try {
            runner.tryRun(AWAIT);
        } catch (UserError notEnded) {
            // Not the live system, or a drive that does not answer: who reads now will say so.
        }
    }

    private String digest(String path) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.endsWith(" *" + path))
                    .findFirst()
                    .orElse("");
        } catch (IOException notRead) {
            return "";
        }
    }
}
