package org.domzero.toolkit.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MIB = 1 << 20;

    private long now = -5_000_000_000L;
    private final Pace pace = new Pace(() -> now);
    private long done;

    private void go(int seconds, long each) {
        for (int quarter = 0; quarter < 4 * seconds; quarter++) {
            now += 250_000_000L;
            done += each / 4;
            pace.at(done);
        }
    }

    @Test
    void theFirstSecondsSayNothing() {
        assertThat(pace.rate()).isEmpty();
        assertThat(pace.left(100 * MIB)).isEmpty();
        go(2, MIB);
        assertThat(pace.rate()).isEmpty();
        go(1, MIB);
        assertThat(pace.rate()).hasValue(MIB);
        assertThat(pace.left(100 * MIB)).isEmpty();
        go(7, MIB);
        assertThat(pace.left(100 * MIB)).contains(Duration.ofSeconds(90));
    }

    @Test
    void onlyTheLastHalfMinuteCounts() {
        go(3600, 100 * MIB);
        go(15, MIB);
        assertThat(pace.rate().orElseThrow()).isBetween(50 * MIB, 51 * MIB);
        go(15, MIB);
        assertThat(pace.rate()).hasValue(MIB);
        assertThat(pace.left(done + 60 * MIB)).contains(Duration.ofMinutes(1));
    }

    @Test
    void whatStandsStillHasNoEnd() {
        go(60, MIB);
        go(31, 0);
        assertThat(pace.rate()).hasValue(0);
        assertThat(pace.left(done + MIB)).isEmpty();
    }

    @Test
    void whatTakesMonthsIsNotForetold() {
        go(60, 400);
        assertThat(pace.left(done + 400 * 86_400 * 29)).contains(Duration.ofDays(29));
        assertThat(pace.left(done + 400 * 86_400 * 31)).isEmpty();
    }

    @Test
    void afterAPauseWithoutASampleItIsMeasuredOverAllOfIt() {
        go(60, MIB);
        now += Duration.ofMinutes(10).toNanos();
        pace.at(done);
        assertThat(pace.rate().orElseThrow()).isLessThan(MIB / 10);
    }

    @Test
    void moreThanThereWasToDoIsDone() {
        go(20, MIB);
        assertThat(pace.left(20 * MIB)).contains(Duration.ZERO);
        assertThat(pace.left(MIB)).isEmpty();
    }

    @Test
    void terabytesDoNotOverflow() {
        go(30, 1L << 42);
        assertThat(pace.rate()).hasValue(1L << 42);
    }
}
