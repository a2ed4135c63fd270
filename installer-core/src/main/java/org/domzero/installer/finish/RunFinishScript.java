package org.domzero.installer.finish;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.domzero.installer.answers.FinishScript;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the answers' own script in the new system.
 *
 * <p>It has namespaces of its own for mounts and processes. What is mounted for it is mounted nowhere else, and when it
 * ends the kernel kills whatever it left running: the new system can be unmounted afterwards, always.
 */
public record RunFinishScript(String target, FinishScript script) implements Action {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int LAST_LINES = 10;
    private static final String FOLDERS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";
    private static final int NOT_SET_UP = 125;

    /**
     * Its standard input is the script, its argument the new system. {@code /run} is empty there but for the script and
     * the name servers, so that nothing in it takes the live system's services for its own; this shell stays outside,
     * so that programs notice that they are not in the system that runs.
     */
    private static final String SETUP = "exec 2>&1; t=$1 s=/run/domzero-finish"
            + "; mount -t proc proc \"$t/proc\" && mount --rbind /sys \"$t/sys\" && mount --rbind /dev \"$t/dev\""
            + " && mount -t tmpfs -o mode=755,nosuid,nodev tmpfs \"$t/run\""
            + " && mkdir -p \"$t/run/lock\" \"$t/run/systemd/resolve\""
            + " && (umask 077 && cat > \"$t$s\") && chmod 700 \"$t$s\" || exit " + NOT_SET_UP
            + "; cat /etc/resolv.conf > \"$t/run/systemd/resolve/stub-resolv.conf\""
            + "; chroot \"$t\" env -i PATH=" + FOLDERS + " HOME=/root LC_ALL=C.UTF-8 \"$s\" < /dev/null";

    @Override
    public String summary() {
        return "run finish.script in " + target + ": " + script.firstLine() + ", " + script.bytes().length
                + " bytes, SHA-256 " + Sha256.of(script.bytes());
    }

    @Override
    public void perform(Effects effects) {
        Deque<String> last = new ArrayDeque<>();
        CommandResult result;
        try {
            result = effects.commands().tryRun(command(), line -> {
                String printable = printable(line);
                effects.progress().detail("finish.script: " + printable);
                last.add(printable);
                if (last.size() > LAST_LINES) {
                    last.remove();
                }
            });
        } catch (UserError notToItsEnd) {
            throw UserError.failed(
                    "finish.script did not come to its end, for which it has " + LIMIT.toMinutes() + " minutes: "
                            + notToItsEnd.getMessage(),
                    lastWords(last),
                    notToItsEnd);
        }
        if (!result.succeeded()) {
            throw UserError.failed("the script of finish.script ended with " + result.status(), lastWords(last));
        }
    }

    private Command command() {
        return Command.of(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "sh",
                        "-c",
                        SETUP,
                        "finish.script",
                        target)
                .withSecretInput(script.text())
                .withLimit(LIMIT);
    }

    private static String lastWords(Deque<String> lines) {
        return lines.isEmpty() ? "it said nothing" : "it said last: " + String.join("\n        ", lines);
    }

    /** What a program draws a progress bar with has no place in a log. */
    private static String printable(String line) {
        return line.replaceAll("\u001B\\[[0-9;?]*[A-Za-z]", "").replaceAll("[\\p{Cntrl}&&[^\t]]", "");
    }

    /**
     * Whether the script could start, before anything is written: the new system has the programs of this one, as it is
     * the same image.
     *
     * @param place of {@code finish.script} in the answers
     * @throws UserError when its interpreter is not there
     */
    public static void check(FinishScript script, @Nullable Place place, Effects effects) {
        missing(script, effects).ifPresent(program -> {
            throw new UserError(
                    ExitCode.USAGE,
                    List.of(new Problem(
                            place,
                            "finish.script: its interpreter " + program + " is not among the programs of the new"
                                    + " system",
                            "it has /bin/sh, /bin/bash and /usr/bin/python3")));
        });
    }

    private static Optional<String> missing(FinishScript script, Effects effects) {
        if (!Files.isExecutable(effects.resolve(script.interpreter()))) {
            return Optional.of(script.interpreter());
        }
        String program = script.programOfEnv();
        if (program.isEmpty()
                || Stream.of(FOLDERS.split(":"))
                        .anyMatch(folder ->
                                Files.isExecutable(effects.resolve(folder).resolve(program)))) {
            return Optional.empty();
        }
        return Optional.of(program);
    }

    @Override
    public String toString() {
        return "RunFinishScript[" + target + ", " + script.firstLine() + "]";
    }
}
