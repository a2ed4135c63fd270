package org.domzero.p2v.ssh;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits that have a limit and can be interrupted, for calls of JSch's that have not, or swallow the interruption. */
final class Within {
    private static final long LOOKED_EVERY = 200;

    private Within() {}

    /**
     * Lets something be done on a thread of its own.
     *
     * @param isWorth whether it may still come to a good end
     * @param giveUp makes {@code work} end: called when it is no longer waited for
     * @throws TimeoutException at the limit, or when it is not worth waiting
     * @throws InterruptedIOException when this thread is interrupted
     * @throws ExecutionException when {@code work} throws
     */
    static <T> T limit(Duration limit, Callable<T> work, BooleanSupplier isWorth, Runnable giveUp)
            throws TimeoutException, InterruptedIOException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        daemon("SSH", task).start();
        boolean done = false;
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                try {
                    T result = task.get(Math.max(0, Math.min(left, LOOKED_EVERY)), TimeUnit.MILLISECONDS);
                    done = true;
                    return result;
                } catch (TimeoutException e) {
                    if (left <= 0 || !isWorth.getAsBoolean()) {
                        throw e;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was interrupted");
        } finally {
            if (!done) {
                giveUp.run();
            }
        }
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
