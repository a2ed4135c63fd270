package org.domzero.toolkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Begins commands that only read, one after the other in the background, before they are asked for. Whoever asks for one
 * of them gets what it left, waiting only for what is left of it; all others are run as always.
 */
public final class AheadRunner implements CommandRunner {
    private final CommandRunner runner;
    /** By their arguments: what a record makes of hashCode at its first use takes a tenth of the program's start. */
    private final Map<List<String>, FutureTask<CommandResult>> begun = new HashMap<>();

    /**
     * @param runner for what is not in {@code commands}
     * @param background runs those, in their order, on a thread of its own
     * @param commands that read nothing on standard input, known by their arguments
     */
    public AheadRunner(CommandRunner runner, CommandRunner background, List<Command> commands) {
        this.runner = runner;
        List<FutureTask<CommandResult>> tasks = commands.stream()
                .map(command -> {
                    Callable<CommandResult> run = () -> background.tryRun(command);
                    FutureTask<CommandResult> task = new FutureTask<>(run);
                    begun.put(command.argv(), task);
                    return task;
                })
                .toList();
        Thread thread = new Thread(() -> tasks.forEach(FutureTask::run), "ahead");
        // A program that ends has no use for them any more.
        thread.setDaemon(true);
        thread.start();
        // Nor must what it is at go on without it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(tasks, thread), "ends ahead"));
    }

    private static void end(List<FutureTask<CommandResult>> tasks, Thread thread) {
        tasks.forEach(task -> task.cancel(true));
        try {
            thread.join(1000);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        FutureTask<CommandResult> task = command.hasInput() ? null : begun.get(command.argv());
        if (task == null) {
            return runner.tryRun(command, onOutput);
        }
        try {
            CommandResult result = task.get();
            result.lines().forEach(onOutput);
            return result;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UserError error) {
                throw error;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw UserError.failed("\"" + command.line() + "\" was interrupted", "run it again", interrupted);
        }
    }
}
