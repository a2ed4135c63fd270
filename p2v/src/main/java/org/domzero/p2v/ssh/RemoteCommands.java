package org.domzero.p2v.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;

/**
 * Runs commands on the machine that a session is with, in the C locale so that what they say can be parsed. As here, one
 * that is not there has the status 127, and one that was ended by a signal 128.
 *
 * @param session of a user whose login shell passes commands on to sh(1)
 */
public record RemoteCommands(SshSession session) implements CommandRunner {
    private static final int BY_SIGNAL = 128;

    /**
     * As {@link CommandRunner}; what it says is heard when it has ended. Where this thread was interrupted before, it is run
     * all the same: it may be what takes back.
     *
     * @throws UserError also when the connection is lost, or this thread is interrupted
     */
    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            CommandResult result = ran(command);
            result.lines().forEach(onOutput);
            return result;
        } catch (IOException e) {
            throw UserError.failed(
                    "\"" + command.line() + "\" on " + session.address() + ": " + e.getMessage(),
                    "run the same command again, it goes on where it was",
                    e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private CommandResult ran(Command command) throws IOException {
        String line = "LC_ALL=C.UTF-8; export LC_ALL; exec " + command.line();
        // A script is bytes.
        String script = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try {
            RemoteResult result =
                    session.run(script, command.input().text().getBytes(StandardCharsets.UTF_8), command.limit());
            return new CommandResult(
                    result.exit() instanceof RemoteExit.Status status ? status.code() : BY_SIGNAL,
                    new String(result.output().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                    result.errors());
        } catch (ByteQueue.DeadlineReached e) {
            throw UserError.failed(
                    "\"" + command.line() + "\" was still running on " + session.address() + " after "
                            + command.limit().toSeconds() + " s and was ended",
                    "a disk that does not answer is the usual cause; the kernel's messages there (dmesg) name it",
                    e);
        }
    }
}
