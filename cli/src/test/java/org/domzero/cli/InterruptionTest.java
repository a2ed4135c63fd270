package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    @Test
    void endsWhatRunsAndStartsNothingMore() throws Exception {
        Interruption interruption = Interruption.guard(new ProcessCommandRunner());
        CompletableFuture<?> command = CompletableFuture.runAsync(
                () -> interruption.tryRun(Command.of("sleep", "300").withLimit(Duration.ofMinutes(5))));
        // Not Java's own helper, which becomes it.
        while (ProcessHandle.current()
                .descendants()
                .noneMatch(process -> process.info().command().orElse("").endsWith("/sleep"))) {
            Thread.sleep(10);
        }

        CompletableFuture<?> end = CompletableFuture.runAsync(interruption::end);

        assertThatThrownBy(command::join)
                .hasRootCauseInstanceOf(UserError.class)
                .hasRootCauseMessage("interrupted");
        assertThatThrownBy(() -> interruption.tryRun(Command.of("true"))).hasMessage("interrupted");
        assertThat(end).isNotDone();
        interruption.close();
        end.join();
    }

    @Test
    void runsCommandsUntilThen() {
        try (Interruption interruption = Interruption.guard(new ProcessCommandRunner())) {
            assertThat(interruption.tryRun(Command.of("echo", "x")).output()).isEqualTo("x\n");
        }
    }
}
