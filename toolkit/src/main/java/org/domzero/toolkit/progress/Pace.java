package org.domzero.toolkit.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How fast something goes at present, by what was done in the last half minute: what was fast or slow before that says
 * nothing of what is to come.
 */
public final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long WINDOW = 30 * SECOND;
    /** Before that buffers on the way are filled, and nothing else. */
    private static final long FIRST_RATE = 3 * SECOND;

    private static final long FIRST_FORECAST = 10 * SECOND;
    private static final Duration LONGEST = Duration.ofDays(30);

    private final LongSupplier clock;
    /** One a second; the first is at the window's beginning, or before it. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    private final Sample begin;
    private Sample latest;

    private record Sample(long time, long done) {}

    /** @param clock in nanoseconds, from any beginning; never set back */
    public Pace(LongSupplier clock) {
        this.clock = clock;
        this.begin = new Sample(clock.getAsLong(), 0);
        this.latest = begin;
        samples.add(begin);
    }

    /** So much has been done by now, since the beginning. */
    public void at(long done) {
        latest = new Sample(clock.getAsLong(), done);
        if (latest.time - samples.getLast().time >= SECOND) {
            samples.add(latest);
        }
        Sample first = samples.removeFirst();
        while (!samples.isEmpty() && latest.time - samples.getFirst().time >= WINDOW) {
            first = samples.removeFirst();
        }
        samples.addFirst(first);
    }

    /** In a second; empty in the first few. */
    public OptionalLong rate() {
        Sample first = samples.getFirst();
        long elapsed = latest.time - first.time;
        return elapsed < FIRST_RATE
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round((latest.done - first.done) * (double) SECOND / elapsed));
    }

    /**
     * How long the rest will take if it goes on like this; empty where that says nothing: at the beginning, while nothing
     * is done, beyond a month, and where more has been done already than there was to do.
     *
     * @param total how much there is to be done
     */
    public Optional<Duration> left(long total) {
        long rate = rate().orElse(0);
        if (latest.time - begin.time < FIRST_FORECAST || rate == 0 || latest.done > total) {
            return Optional.empty();
        }
        Duration left = Duration.ofSeconds((total - latest.done) / rate);
        return left.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(left);
    }
}
