package org.domzero.guests.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {
    @TempDir
    Path root;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch waiting = new CountDownLatch(1);

    private Effects effects() {
        return new Effects(new RecordingCommandRunner(), root, event -> {
            told.add(event.toString());
            waiting.countDown();
        });
    }

    @Test
    void whoChangesRepositoriesWaitsForTheOther() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<String> second = HostLock.ofRepositories(effects(), () -> {
            CompletableFuture<String> begun =
                    CompletableFuture.supplyAsync(() -> HostLock.ofRepositories(effects(), () -> {
                        order.add("second");
                        return "done";
                    }));
            await(waiting);
            order.add("first");
            return begun;
        });
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(order).containsExactly("first", "second");
        assertThat(told)
                .singleElement()
                .asString()
                .contains("waiting for another domzero command that changes repositories");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void guestsAndRepositoriesDoNotWaitForEachOther() {
        HostLock.ofGuest(
                "web1",
                effects(),
                () -> HostLock.ofGuest(
                        "web2",
                        effects(),
                        () -> assertThat(HostLock.ofRepositories(effects(), () -> "done"))
                                .isEqualTo("done")));
        assertThat(told).isEmpty();
    }

    @Test
    void aGuestsNameMayBeAnything() {
        HostLock.ofGuest(
                "../a b",
                effects(),
                () -> assertThatThrownBy(() -> HostLock.ofGuest("../a b", effects(), () -> {}))
                        .hasMessage("another domzero command is at work on ../a b"));
        assertThat(root.resolve("run/domzero/guests/.._a_b.lock")).exists();
    }
}
