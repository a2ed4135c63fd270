package org.domzero.p2v.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ByteQueueTest {
    private final ConnectionLost lost = new ConnectionLost("it was lost");
    private volatile boolean carried = true;
    private final ByteQueue queue = new ByteQueue(4, () -> carried, lost);
    private final byte[] buffer = new byte[10];

    @AfterEach
    void noInterruptionIsLeft() {
        Thread.interrupted();
    }

    @Test
    void whatCameBeforeTheEndIsGivenOutFirst() throws IOException {
        queue.write(new byte[] {1, 2, 3}, 0, 3);
        queue.finish();

        assertThat(queue.read(buffer, 0, 2, null)).isEqualTo(2);
        assertThat(queue.read(buffer, 2, 5, null)).isOne();
        assertThat(buffer).startsWith(1, 2, 3);
        assertThat(queue.read(buffer, 0, 1, null)).isEqualTo(-1);
    }

    @Test
    void aBreakIsNoEnd() throws IOException {
        queue.write(new byte[] {1}, 0, 1);
        queue.fail(lost);
        queue.finish();

        assertThat(queue.read(buffer, 0, 5, null)).isOne();
        assertThatThrownBy(() -> queue.read(buffer, 0, 5, null)).isSameAs(lost);
        assertThatThrownBy(() -> queue.write(new byte[1], 0, 1)).isSameAs(lost);
    }

    @Test
    void nobodyWaitsForOneWhoHasGone() {
        carried = false;

        assertThatThrownBy(() -> queue.read(buffer, 0, 1, null)).isSameAs(lost);
        assertThatThrownBy(() -> queue.write(new byte[5], 0, 5)).isSameAs(lost);
    }

    @Test
    void aWaitEndsAtItsDeadlineAndByInterruption() {
        assertThatThrownBy(() -> queue.read(buffer, 0, 1, System.nanoTime() + 20_000_000))
                .isInstanceOf(ByteQueue.DeadlineReached.class);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> queue.read(buffer, 0, 1, null)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void whereNobodyReadsAnyMoreNobodyWaits() throws IOException {
        queue.discard();
        queue.write(new byte[100], 0, 100);

        assertThat(queue.read(buffer, 0, 1, null)).isEqualTo(-1);
    }
}
