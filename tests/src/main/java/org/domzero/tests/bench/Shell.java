package org.domzero.tests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that have to succeed. */
public final class Shell {
    private Shell() {}

    /** What a script says; its arguments are {@code $1} and so on. A pipe fails with any of its programs. */
    public static List<String> run(String script, Path... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of("bash", "-o", "pipefail", "-c", script, "bash"));
        for (Path argument : arguments) {
            argv.add(argument.toString());
        }
        return run(argv);
    }

    /** What a program says. What it complains of goes where ours does. */
    public static List<String> run(List<String> argv) throws IOException {
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        try (BufferedReader said = process.inputReader()) {
            List<String> lines = said.lines().toList();
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(argv + " ended with status " + status + ": " + lines);
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", e);
        }
    }
}
