package org.domzero.toolkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Starts programs as child processes, in the C locale. */
public final class ProcessStarter implements ProgramStarter {
    /** Of a line of complaints; a program that writes no newline must not fill the memory. */
    private static final int LONGEST = 1 << 16;

    @Override
    public RunningProgram start(Command command, Consumer<String> onError) {
        ProcessBuilder builder = new ProcessBuilder(command.argv());
        builder.environment().put("LC_ALL", "C");
        try {
            return new Child(builder.start(), onError);
        } catch (IOException e) {
            throw UserError.failed(
                    "\"" + command.argv().get(0) + "\" could not be started: " + e.getMessage(),
                    "is the package that holds it installed?",
                    e);
        }
    }

    private static final class Child implements RunningProgram {
        private final Process process;
        private final Thread complaints;

        Child(Process process, Consumer<String> onError) {
            this.process = process;
            complaints = new Thread(() -> listen(process.getErrorStream(), onError), "complaints of a program");
            complaints.setDaemon(true);
            complaints.start();
        }

        private static void listen(InputStream stream, Consumer<String> onError) {
            StringBuilder line = new StringBuilder();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1))) {
                int character;
                while ((character = reader.read()) >= 0) {
                    if (character == '\n' || line.length() == LONGEST) {
                        onError.accept(line.toString());
                        line.setLength(0);
                    }
                    if (character != '\n') {
                        line.append((char) character);
                    }
                }
            } catch (IOException ended) {
                // What it said until then has been heard.
            }
            if (!line.isEmpty()) {
                onError.accept(line.toString());
            }
        }

        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public int status() throws IOException {
            try {
                int status = process.waitFor();
                complaints.join();
                return status;
            } catch (InterruptedException e) {
                end();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("it was interrupted");
            }
        }

        @Override
        public void end() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
