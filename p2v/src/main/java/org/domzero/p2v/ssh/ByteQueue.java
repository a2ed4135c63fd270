package org.domzero.p2v.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from one thread to another, in memory of fixed size. Unlike Java's pipes it tells an end from a
 * break, and cares for no thread's life: only for whether somebody still carries.
 */
final class ByteQueue {
    private static final long LOOKED_EVERY = 500;

    private final byte[] ring;
    private final BooleanSupplier isCarried;
    private final ConnectionLost lost;
    private int first;
    private int filled;
    private boolean finished;
    private boolean discarding;
    private @Nullable IOException broken;

    /**
     * @param isCarried whether the thread at the other end still works
     * @param lost what is thrown when it does not, and has not finished
     */
    ByteQueue(int size, BooleanSupplier isCarried, ConnectionLost lost) {
        this.ring = new byte[size];
        this.isCarried = isCarried;
        this.lost = lost;
    }

    synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length && !discarding) {
            if (finished) {
                throw new IOException("it is closed");
            }
            throwIfBroken();
            if (filled == ring.length) {
                await(LOOKED_EVERY);
                continue;
            }
            int at = (first + filled) % ring.length;
            int part = Math.min(length - written, Math.min(ring.length - filled, ring.length - at));
            System.arraycopy(bytes, offset + written, ring, at, part);
            filled += part;
            written += part;
            notifyAll();
        }
    }

    /**
     * What is there, once something is. What came before a break is given out first.
     *
     * @param deadline as {@link System#nanoTime}; null waits as long as it is carried
     * @return -1 at the end
     * @throws DeadlineReached when nothing has come by then
     */
    synchronized int read(byte[] bytes, int offset, int length, @Nullable Long deadline) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (filled == 0) {
            if (finished || discarding) {
                return -1;
            }
            throwIfBroken();
            long left = deadline == null ? LOOKED_EVERY : (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new DeadlineReached();
            }
            await(Math.min(left, LOOKED_EVERY));
        }
        int part = Math.min(length, Math.min(filled, ring.length - first));
        System.arraycopy(ring, first, bytes, offset, part);
        first = (first + part) % ring.length;
        filled -= part;
        notifyAll();
        return part;
    }

    @SuppressWarnings("WaitNotInLoop") // Whoever calls it looks again.
    private void await(long milliseconds) throws IOException {
        try {
            wait(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was interrupted");
        }
        if (!finished && !isCarried.getAsBoolean()) {
            fail(lost);
        }
    }

    private void throwIfBroken() throws IOException {
        if (broken != null) {
            throw broken;
        }
    }

    /** Nothing will follow. */
    synchronized void finish() {
        finished = broken == null;
        notifyAll();
    }

    /** Nothing will follow, though something should. */
    synchronized void fail(IOException why) {
        if (!finished && broken == null) {
            broken = why;
        }
        notifyAll();
    }

    /** Nobody reads any more: what is written from now on goes nowhere, and nobody waits. */
    synchronized void discard() {
        discarding = true;
        filled = 0;
        notifyAll();
    }

    static final class DeadlineReached extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
