package org.domzero.toolkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program to run, as a value.
 *
 * @param argv the program and its arguments. Never a secret: arguments show in process lists and logs
 * @param input what it reads on standard input; a secret goes here and is never logged
 * @param limit how long it may take before it is ended and counts as failed
 */
public record Command(List<String> argv, Input input, Duration limit) {
    private static final int SHOWN = 120;
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(10);

    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), Input.NONE, USUAL_LIMIT);
    }

    public static Command of(List<String> argv) {
        return new Command(argv, Input.NONE, USUAL_LIMIT);
    }

    public Command withInput(String text) {
        return new Command(argv, new Input(text, false), limit);
    }

    /** Like {@link #withInput}, for what must reach no log, plan or journal. */
    public Command withSecretInput(String text) {
        return new Command(argv, new Input(text, true), limit);
    }

    public Command withLimit(Duration newLimit) {
        return new Command(argv, input, newLimit);
    }

    /** The command as one would type it at a shell. Input is left out. */
    public String line() {
        return argv.stream().map(Command::quote).collect(Collectors.joining(" "));
    }

    boolean hasInput() {
        return !input.text().isEmpty();
    }

    /** The beginning of {@link #line()}, for messages: logs have it whole. */
    String shortLine() {
        String line = line();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    private static String quote(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return line();
    }

    /**
     * Standard input as UTF-8 text.
     *
     * @param secret keeps the text out of {@link #toString()}
     */
    public record Input(String text, boolean secret) {
        static final Input NONE = new Input("", false);

        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return secret ? "(secret)" : text;
        }
    }
}
