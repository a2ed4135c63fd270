package org.domzero.p2v.copy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of its own, beside the one that has started it. What ends with a program, as reading what that writes, need
 * not be closed.
 */
final class Beside implements AutoCloseable {
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    interface Work {
        void run() throws IOException;
    }

    /** @param name of the thread */
    Beside(String name, Work work) {
        thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | RuntimeException | Error e) {
                        failure.set(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Waits for its end.
     *
     * @throws IOException when it has failed, or this thread was interrupted; what else it has thrown is thrown as it is
     */
    void requireEnded() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", e);
        }
        Throwable failed = failure.get();
        if (failed instanceof IOException broken) {
            throw broken;
        }
        if (failed instanceof RuntimeException refused) {
            throw refused;
        }
        if (failed instanceof Error error) {
            throw error;
        }
    }

    /** Interrupts it, if it still works, and waits until it does not. */
    @Override
    public void close() {
        boolean wasInterrupted = false;
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
