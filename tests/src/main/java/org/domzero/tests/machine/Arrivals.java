package org.domzero.tests.machine;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one thread hears and others wait for. All that is said and taken goes by here, one at a time. */
final class Arrivals {
    private final String speaker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private boolean ended;

    /** @param speaker who is listened to, for messages */
    Arrivals(String speaker) {
        this.speaker = speaker;
    }

    /** Something has come: {@code keep} puts it where those who wait look. */
    void add(Runnable keep) {
        lock.lock();
        try {
            keep.run();
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come. */
    void end() {
        add(() -> ended = true);
    }

    /** Looks at, or takes, what has come so far. */
    <T> T now(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code take} finds something and returns it.
     *
     * @param what is waited for, for messages
     * @param unmet makes the exception of what went wrong: the end, the limit, an interrupt
     */
    <T> T await(Supplier<@Nullable T> take, Duration limit, String what, Function<String, UnmetExpectation> unmet) {
        lock.lock();
        try {
            T found = awaitOrGiveUp(take, limit);
            if (found != null) {
                return found;
            }
            throw unmet.apply(
                    ended
                            ? speaker + " ended while waiting for " + what
                            : "waited " + shown(limit) + " in vain for " + what);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unmet.apply("interrupted while waiting for " + what);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #await}; null when the end or the limit comes first. */
    <T> @Nullable T awaitOrGiveUp(Supplier<@Nullable T> take, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (true) {
                T found = take.get();
                if (found != null || ended || left <= 0) {
                    return found;
                }
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String shown(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
