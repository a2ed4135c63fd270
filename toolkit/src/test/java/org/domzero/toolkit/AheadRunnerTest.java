package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AheadRunnerTest {
    private static final Command LONG = Command.of("openssl", "dgst", "/long");
    private static final Command LATER = Command.of("openssl", "dgst", "/later");

    private final RecordingCommandRunner asked = new RecordingCommandRunner();

    @Test
    void whatWasBegunIsNotRunAgain() {
        RecordingCommandRunner background = new RecordingCommandRunner().answer("openssl", "digest\n");
        CommandRunner runner = new AheadRunner(asked, background, List.of(LONG, LATER));
        List<String> heard = new ArrayList<>();

        assertThat(runner.run(LATER, heard::add).output()).isEqualTo("digest\n");
        assertThat(runner.run(LONG).output()).isEqualTo("digest\n");

        assertThat(heard).containsExactly("digest");
        assertThat(background.lines()).containsExactly("openssl dgst /long", "openssl dgst /later");
        assertThat(asked.lines()).isEmpty();
    }

    @Test
    void whatReadsSomethingIsAnotherCommandAndALimitMakesNone() {
        RecordingCommandRunner background = new RecordingCommandRunner().answer("openssl", "digest\n");
        CommandRunner runner = new AheadRunner(asked, background, List.of(LONG));

        assertThat(runner.run(LONG.withLimit(java.time.Duration.ofMinutes(60))).output())
                .isEqualTo("digest\n");
        runner.run(LONG.withInput("text"));

        assertThat(asked.lines()).containsExactly("openssl dgst /long");
    }

    @Test
    void everythingElseIsRunMeanwhile() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CommandRunner background = (Command command, Consumer<String> onOutput) -> {
            await(release);
            return new CommandResult(0, "", "");
        };
        CommandRunner runner = new AheadRunner(asked, background, List.of(LONG));

        runner.run("lsblk");
        assertThat(asked.lines()).containsExactly("lsblk");
        release.countDown();
        assertThat(runner.run(LONG).succeeded()).isTrue();
    }

    @Test
    void aProgramThatCouldNotBeRunIsToldToWhoAsks() {
        CommandRunner background = (Command command, Consumer<String> onOutput) -> {
            throw UserError.failed("\"openssl\" could not be started", "is it installed?");
        };
        CommandRunner runner = new AheadRunner(asked, background, List.of(LONG));

        assertThatThrownBy(() -> runner.run(LONG)).isInstanceOf(UserError.class).hasMessageContaining("openssl");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
