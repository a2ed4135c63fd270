package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessCommandRunner;
import org.junit.jupiter.api.Test;

class CancellationTest {
    @Test
    void interruptsWhatIsAtWorkAndWaitsUntilItHasTakenBack() throws Exception {
        CompletableFuture<Cancellation> guarded = new CompletableFuture<>();
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch takenBack = new CountDownLatch(1);
        Thread working = new Thread(() -> {
            Cancellation cancellation = Cancellation.guard();
            guarded.complete(cancellation);
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            assertThat(new ProcessCommandRunner()
                            .run(Command.of("echo", "removed"))
                            .output())
                    .isEqualTo("removed\n");
            takenBack.countDown();
            cancellation.close();
        });
        working.start();

        Cancellation cancellation = guarded.get();
        CompletableFuture<?> end = CompletableFuture.runAsync(cancellation::end);
        interrupted.await();
        end.join();

        assertThat(takenBack.getCount()).isZero();
        working.join();
    }

    @Test
    void leavesACommandAloneThatEndsByItself() {
        CompletableFuture<String> done = new CompletableFuture<>();
        Cancellation.during(() -> done.complete("yes"));
        assertThat(done).isCompletedWithValue("yes");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
