package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(15)
class ProcessCommandRunnerTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CommandRunner runner = new ProcessCommandRunner(log::add);

    private static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    @Test
    void keepsStatusOutputAndComplaintsApart() {
        CommandResult result = runner.tryRun(sh("echo out; echo err >&2; exit 7"));

        assertThat(result).isEqualTo(new CommandResult(7, "out\n", "err\n"));
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void hearsLinesAsTheyEndByLineFeedOrCarriageReturn() {
        CommandResult result = runner.run(sh("printf 'one\\n 5\\r 50\\r\\n\\n100'"), heard::add);

        assertThat(heard).containsExactly("one", " 5", " 50", "100");
        assertThat(result.output()).isEqualTo("one\n 5\r 50\r\n\n100");
    }

    @Test
    void outputIsUtf8InALocaleThatProgramsDoNotTranslateFor() {
        CommandResult result = runner.run(sh("printf 'Gr\\303\\266\\303\\237e '; echo \"$LC_ALL\""));

        assertThat(result.output()).isEqualTo("Größe C.UTF-8\n");
    }

    @Test
    void givesTheCommandItsInputAndThenTheEnd() {
        String text = "Zeile ä\n".repeat(100_000);

        assertThat(runner.run(Command.of("cat").withInput(text)).output()).isEqualTo(text);
        assertThat(runner.run(Command.of("cat")).output()).isEmpty();
    }

    @Test
    void aCommandThatReadsNoneOfItsInputMaySucceed() {
        assertThat(runner.run(Command.of("true").withInput("x".repeat(1 << 20))).succeeded())
                .isTrue();
    }

    @Test
    void aCommandPastItsLimitIsEndedWithAllItStarted() throws IOException, InterruptedException {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> runner.tryRun(sh("sleep 300 & echo $!; wait").withLimit(Duration.ofSeconds(2)), heard::add));

        assertThat(error.render())
                .isEqualTo("error: \"sh -c 'sleep 300 & echo $!; wait'\" was still running after 2 s and was ended\n"
                        + "  hint: a device that does not answer is the usual cause; the kernel's messages (dmesg)"
                        + " name it");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(heard).hasSize(1);
        Path sleeping = Path.of("/proc", heard.get(0), "stat");
        for (int tries = 0; runs(sleeping) && tries < 100; tries++) {
            Thread.sleep(50);
        }
        assertThat(runs(sleeping)).isFalse();
    }

    /** A zombie that nobody has fetched yet is over. */
    private static boolean runs(Path stat) throws IOException {
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    @Test
    void theLimitHoldsForACommandThatDoesNotReadItsInput() {
        Command command =
                Command.of("sleep", "20").withInput("x".repeat(1 << 20)).withLimit(Duration.ofSeconds(1));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> runner.run(command))
                .withMessage("\"sleep 20\" was still running after 1 s and was ended");
    }

    @Test
    void theLimitHoldsForWhatACommandLeavesBehindWithItsOutputOpen() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(
                        () -> runner.run(sh("sleep 20 & echo done; sleep 0.2").withLimit(Duration.ofSeconds(1))))
                .withMessage("\"sh -c 'sleep 20 & echo done; sleep 0.2'\" was still running after 1 s and was ended");
    }

    @Test
    void namesAProgramThatIsNotThere() {
        UserError error =
                catchThrowableOfType(UserError.class, () -> runner.tryRun(Command.of("/nowhere/mkfs.domzero", "-q")));

        assertThat(error.render())
                .startsWith("error: \"/nowhere/mkfs.domzero\" could not be started: ")
                .endsWith("\n  hint: is the package that holds it installed?");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aFailureTellsTheLastWordsOnStandardError() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> runner.run(sh("echo out; seq 8 >&2; exit 3")))
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                                error: "sh -c 'echo out; seq 8 >&2; exit 3'" ended with status 3
                                  hint: it said: 4
                                        5
                                        6
                                        7
                                        8"""));
    }

    @Test
    void aFailureWithoutComplaintTellsTheLastWordsOnStandardOutput() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> runner.run(sh("echo disk full; exit 1")))
                .satisfies(error -> assertThat(error.problems().get(0).hint()).isEqualTo("it said: disk full"));
    }

    @Test
    void aSilentFailureIsToldToBeOne() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> runner.run("false"))
                .satisfies(error -> assertThat(error.render())
                        .isEqualTo("error: \"false\" ended with status 1\n  hint: it said nothing"));
    }

    @Test
    void theLogHasCommandStatusAndComplaintsButNoInput() {
        runner.tryRun(sh("cat >/dev/null; echo out; echo careful >&2; exit 2").withSecretInput("root:hunter2"));

        assertThat(log).hasSize(3);
        assertThat(log.get(0)).isEqualTo("$ sh -c 'cat >/dev/null; echo out; echo careful >&2; exit 2'");
        assertThat(log.get(1)).matches("  sh: status 2 after \\d+ ms");
        assertThat(log.get(2)).isEqualTo("  | careful");
    }

    @Test
    void anInterruptEndsTheCommandAndStaysSet() {
        Thread.currentThread().interrupt();

        UserError error =
                Objects.requireNonNull(catchThrowableOfType(UserError.class, () -> runner.run("sleep", "300")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.render()).isEqualTo("error: \"sleep 300\" was interrupted\n  hint: run it again");
    }
}
