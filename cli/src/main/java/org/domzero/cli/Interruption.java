package org.domzero.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;

/**
 * Ends a long command cleanly when the program is told to end (Ctrl-C, SIGTERM): what it has started is told to end too,
 * nothing more is started, and the program waits until everything temporary is removed. Between {@link #guard} and
 * {@link #close} commands are run through this.
 */
final class Interruption implements CommandRunner, AutoCloseable {
    /** Longer than mmdebstrap takes to remove an unfinished root. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CommandRunner commands;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "interruption");
    private volatile boolean interrupted;

    private Interruption(CommandRunner commands) {
        this.commands = commands;
    }

    static Interruption guard(CommandRunner commands) {
        Interruption interruption = new Interruption(commands);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        refuseIfInterrupted();
        CommandResult result = commands.tryRun(command, onOutput);
        refuseIfInterrupted();
        return result;
    }

    private void refuseIfInterrupted() {
        if (interrupted) {
            throw UserError.failed("interrupted", "run it again: what was complete is in the cache");
        }
    }

    /** On a thread of its own, while the command goes on. */
    void end() {
        interrupted = true;
        // A terminal tells them all by itself; kill does not.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        try {
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook is running: it has waited for this.
        }
    }
}
