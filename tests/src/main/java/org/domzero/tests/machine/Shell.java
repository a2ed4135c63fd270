package org.domzero.tests.machine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.domzero.toolkit.Sha256;

/**
 * A POSIX shell that waits for a command at the other end of a serial line.
 *
 * <p>What it says is told from the echo of what is typed by marks that only the running command writes: they are typed
 * with quotes in them. So prompts, line wrapping and bracketed paste do not matter.
 */
public final class Shell {
    /** Longer lines are wrapped by the guest's line editor and are at the mercy of its terminal width. */
    private static final int LONGEST_TYPED = 200;

    private static final int BASE64_LINE = 60;
    private static final int ATTEMPTS = 3;

    /** A guest that emulates a hypervisor may leave its console alone for seconds. */
    private static final Duration ECHO_LIMIT = Duration.ofSeconds(5);

    private static final Duration STEP_LIMIT = Duration.ofMinutes(2);

    private final SerialLine line;
    private static int lastMark;
    private int lastFile;

    Shell(SerialLine line) {
        this.line = line;
    }

    /**
     * Runs a command and waits for its end. Several lines, or one too long to be typed, go by {@link #runScript}.
     *
     * @param command must leave standard input alone: what follows it is typed at once
     * @throws UnmetExpectation when it is not done within {@code limit}
     */
    public ShellResult run(String command, Duration limit) {
        if (command.length() > LONGEST_TYPED || command.contains("\n")) {
            return runScript(command, limit);
        }
        String mark = "@@" + nextMark();
        // The mark is typed as @@7"<" and @@7":"$?"@", so that the echo holds neither.
        line.send(" echo " + mark + "\"<\"; " + command + "; echo " + mark + "\":\"$?\"@\"\r", ECHO_LIMIT);
        line.expect(Pattern.compile(mark + "<\n"), STEP_LIMIT);
        Match end = line.expect(Pattern.compile(mark + ":(\\d+)@\n"), limit);
        return new ShellResult(
                command, end.before(), Integer.parseInt(end.result().group(1)));
    }

    /** As {@link #run}, for a script of any length; {@code sh} runs it from a file under {@code /tmp}. */
    public ShellResult runScript(String script, Duration limit) {
        String file = "/tmp/script-" + ++lastFile;
        write(file, script.endsWith("\n") ? script : script + "\n");
        ShellResult result = run("sh " + file, limit);
        return new ShellResult(script, result.output(), result.status());
    }

    /**
     * Writes a text file in the guest: typed as base64 in short lines, compared by its SHA-256 and typed again if a
     * character was lost. Meant for some kilobytes. Needs {@code base64} and {@code sha256sum} there.
     *
     * @param path needs no quoting in a shell
     */
    public void write(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String expected = Sha256.of(bytes).hex();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (type(path, bytes).contains(expected)) {
                return;
            }
        }
        throw line.unmet(path + " did not arrive as it was typed, in " + ATTEMPTS + " attempts");
    }

    private String type(String path, byte[] bytes) {
        String encoded = path + ".base64";
        String mark = "@@" + nextMark();
        line.send(" echo " + mark + "\"<\"; cat >" + encoded + "\r", ECHO_LIMIT);
        line.expect(Pattern.compile(mark + "<\n"), STEP_LIMIT);
        String text = Base64.getEncoder().encodeToString(bytes);
        for (int at = 0; at < text.length(); at += BASE64_LINE) {
            line.send(text.substring(at, Math.min(text.length(), at + BASE64_LINE)) + "\r", ECHO_LIMIT);
        }
        // Ctrl-D at the beginning of a line ends the input.
        line.send("\u0004");
        run("base64 -d <" + encoded + " >" + path, STEP_LIMIT);
        return run("rm " + encoded + "; sha256sum " + path, STEP_LIMIT).output();
    }

    private static synchronized int nextMark() {
        return ++lastMark;
    }
}
