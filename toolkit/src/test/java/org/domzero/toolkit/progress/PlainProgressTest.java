package org.domzero.toolkit.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);

    private Progress progress(boolean details) {
        return new PlainProgress(lines::add, () -> Instant.ofEpochMilli(now.get()), details);
    }

    @Test
    void linesBeginWithTheTimeSinceTheStart() {
        Progress progress = progress(false);
        progress.on(new ProgressEvent.Phase("partition the disks", 1, 7));
        now.addAndGet(12_340);
        progress.info("half way");
        now.addAndGet(10_000_000);
        progress.warn("slow");

        assertThat(lines)
                .containsExactly(
                        "[   0.0 s] 1/7 partition the disks", "[  12.3 s] half way", "[10012.3 s] warning: slow");
    }

    @Test
    void aClockThatIsSetBackDoesNotShow() {
        Progress progress = progress(false);
        now.addAndGet(-3_600_000);
        progress.info("half way");

        assertThat(lines).containsExactly("[   0.0 s] half way");
    }

    @Test
    void ofTheFractionsEachTenthIsShownOnce() {
        Progress progress = progress(false);
        for (int percent = 0; percent <= 100; percent += 4) {
            progress.on(new ProgressEvent.Fraction(percent / 100.0));
            progress.on(new ProgressEvent.Fraction(percent / 100.0));
        }

        assertThat(lines)
                .containsExactly(
                        "[   0.0 s]     10 %",
                        "[   0.0 s]     20 %",
                        "[   0.0 s]     30 %",
                        "[   0.0 s]     40 %",
                        "[   0.0 s]     50 %",
                        "[   0.0 s]     60 %",
                        "[   0.0 s]     70 %",
                        "[   0.0 s]     80 %",
                        "[   0.0 s]     90 %");
    }

    @Test
    void aNewPhaseCountsItsFractionsAnew() {
        Progress progress = progress(false);
        progress.on(new ProgressEvent.Fraction(0.5));
        progress.on(new ProgressEvent.Phase("verify", 2, 2));
        progress.on(new ProgressEvent.Fraction(0.5));

        assertThat(lines).containsExactly("[   0.0 s]     50 %", "[   0.0 s] 2/2 verify", "[   0.0 s]     50 %");
    }

    @Test
    void stepsAndDetailsAreForTheLog() {
        for (boolean details : new boolean[] {false, true}) {
            Progress progress = progress(details);
            progress.on(new ProgressEvent.Step("write /etc/fstab"));
            progress.detail("$ true");
            progress.warn("it is slow");
        }

        assertThat(lines)
                .containsExactly(
                        "[   0.0 s] warning: it is slow",
                        "[   0.0 s]     write /etc/fstab",
                        "[   0.0 s]     $ true",
                        "[   0.0 s] warning: it is slow");
    }

    private static ProgressEvent.Amount amount(long files, long bytes) {
        return new ProgressEvent.Amount(files, 0, bytes, 0, OptionalLong.empty(), Optional.empty());
    }

    private static ProgressEvent.Amount known(long bytes, Duration left) {
        return new ProgressEvent.Amount(40, 80, bytes, 1000L << 20, OptionalLong.of(3 << 20), Optional.of(left));
    }

    @Test
    void amountsAreShownByTenthsAndByTime() {
        Progress progress = progress(false);
        progress.on(amount(0, 99L << 20));
        progress.on(known(100L << 20, Duration.ofSeconds(99)));
        now.addAndGet(14_999);
        progress.on(known(101L << 20, Duration.ofMinutes(99)));
        now.addAndGet(1);
        progress.on(known(102L << 20, Duration.ofMinutes(125)));
        progress.on(known(1000L << 20, Duration.ZERO));
        now.addAndGet(-3_600_000);
        progress.on(known(1001L << 20, Duration.ofHours(77)));

        assertThat(lines)
                .containsExactly(
                        "[   0.0 s]     10 %, 100 MiB of 1000 MiB, 40 of 80 files, 3 MiB/s, about 99 s left",
                        "[  15.0 s]     10 %, 102 MiB of 1000 MiB, 40 of 80 files, 3 MiB/s, about 2 h 5 min left",
                        "[  15.0 s]     99 %, 1000 MiB of 1000 MiB, 40 of 80 files, 3 MiB/s, about 1 s left",
                        "[   0.0 s]     99 %, 1001 MiB of 1000 MiB, 40 of 80 files, 3 MiB/s, about 3 days 5 h left");
    }

    @Test
    void anAmountOfNobodyKnowsHowManyIsShownNowAndThen() {
        Progress progress = progress(false);
        for (int second = 0; second <= 40; second++) {
            progress.on(amount(second * 1000L, 0));
            now.addAndGet(1000);
        }
        progress.on(new ProgressEvent.Phase("verify", 2, 2));
        progress.on(amount(7, 0));

        assertThat(lines)
                .containsExactly("[  15.0 s]     15000 files", "[  30.0 s]     30000 files", "[  41.0 s] 2/2 verify");
    }
}
