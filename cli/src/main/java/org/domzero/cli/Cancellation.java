package org.domzero.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that is told to end (Ctrl-C, SIGTERM) take back what it has begun: its thread is interrupted, and the
 * program waits for it. Unlike after an {@link Interruption}, programs are still run: they are what takes back.
 */
final class Cancellation {
    /** Longer than LVM takes to remove some volumes. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Thread working;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "cancellation");

    private Cancellation(Thread working) {
        this.working = working;
    }

    static void during(Runnable work) {
        Cancellation cancellation = guard();
        try {
            work.run();
        } finally {
            cancellation.close();
        }
    }

    /** Until it is closed, the thread that calls this is interrupted when the program is to end. */
    static Cancellation guard() {
        Cancellation cancellation = new Cancellation(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(cancellation.hook);
        return cancellation;
    }

    /** On a thread of its own. */
    void end() {
        working.interrupt();
        try {
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook is running: it has waited for this.
        }
    }
}
