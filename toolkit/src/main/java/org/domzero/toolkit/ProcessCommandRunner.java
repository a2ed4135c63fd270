package org.domzero.toolkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs commands as child processes, in the C locale so that what they say can be parsed. */
public final class ProcessCommandRunner implements CommandRunner {
    private final Consumer<String> log;

    public ProcessCommandRunner() {
        this(line -> {});
    }

    /**
     * @param log hears every command before it starts, and its status, duration and complaints when it ended; called
     *     from the thread that runs the command
     */
    public ProcessCommandRunner(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        log.accept("$ " + command.line());
        long start = System.nanoTime();
        Process process = start(command);
        LineCollector output = new LineCollector(process.getInputStream(), onOutput);
        LineCollector errors = new LineCollector(process.getErrorStream(), line -> {});
        output.start();
        errors.start();
        // Apart from this thread, so that the limit also holds for a command that does not read its input.
        Thread input = new Thread(() -> feed(process, command), "command input");
        input.setDaemon(true);
        input.start();
        try {
            long deadline = start + command.limit().toNanos();
            if (!process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)
                    || !ended(output, deadline)
                    || !ended(errors, deadline)) {
                throw UserError.failed(
                        "\"" + command.shortLine() + "\" was still running after "
                                + command.limit().toSeconds() + " s and was ended",
                        "a device that does not answer is the usual cause; the kernel's messages (dmesg) name it");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw UserError.failed("\"" + command.line() + "\" was interrupted", "run it again", interrupted);
        } finally {
            // One that has ended has none any more, and looking for them reads about every process there is.
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
            // Also closes the streams of one that has ended, which what it left behind may keep open.
            process.destroyForcibly();
        }
        CommandResult result = new CommandResult(process.exitValue(), output.text(), errors.text());
        // Named: another command may have begun since.
        log.accept("  " + command.argv().get(0) + ": status " + result.status() + " after "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
        if (!result.errors().isBlank()) {
            result.tail(20).lines().forEach(line -> log.accept("  | " + line));
        }
        return result;
    }

    private static Process start(Command command) {
        ProcessBuilder builder = new ProcessBuilder(command.argv());
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return builder.start();
        } catch (IOException e) {
            throw UserError.failed(
                    "\"" + command.argv().get(0) + "\" could not be started: " + e.getMessage(),
                    "is the package that holds it installed?",
                    e);
        }
    }

    /** What the command started and left behind may keep its output open: that counts as still running. */
    private static boolean ended(LineCollector stream, long deadline) throws InterruptedException {
        stream.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        return !stream.isAlive();
    }

    private static void feed(Process process, Command command) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(command.input().bytes());
        } catch (IOException closedEarly) {
            // A program may end, or close its input, before it has read everything; its status tells whether that
            // was a failure.
        }
    }

    /** Drains one of the child's streams, so that the child never blocks on a full pipe. */
    private static final class LineCollector extends Thread {
        private final InputStream stream;
        private final Consumer<String> onLine;
        private final StringBuilder text = new StringBuilder();

        LineCollector(InputStream stream, Consumer<String> onLine) {
            super("command output");
            this.stream = stream;
            this.onLine = onLine;
            setDaemon(true);
        }

        String text() {
            return text.toString();
        }

        @Override
        public void run() {
            StringBuilder line = new StringBuilder();
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                int character;
                char[] buffer = new char[8192];
                while ((character = reader.read(buffer)) > 0) {
                    text.append(buffer, 0, character);
                    for (int i = 0; i < character; i++) {
                        if (buffer[i] == '\n' || buffer[i] == '\r') {
                            emit(line);
                        } else {
                            line.append(buffer[i]);
                        }
                    }
                }
            } catch (IOException streamClosed) {
                // The process was ended while its output was being read; what it said until then is kept.
            }
            emit(line);
        }

        private void emit(StringBuilder line) {
            if (!line.isEmpty()) {
                onLine.accept(line.toString());
                line.setLength(0);
            }
        }
    }
}
