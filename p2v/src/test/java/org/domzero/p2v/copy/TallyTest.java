package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<ProgressEvent> told = new ArrayList<>();
    private long now;

    private Tally tally(long ofFiles, long ofBytes) {
        return new Tally(told::add, () -> now, ofFiles, ofBytes);
    }

    private static ProgressEvent.Amount amount(long files, long ofFiles, long bytes, long ofBytes) {
        return new ProgressEvent.Amount(files, ofFiles, bytes, ofBytes, OptionalLong.empty(), Optional.empty());
    }

    @Test
    void itTellsOnceASecond() {
        Tally tally = tally(10, 1000);
        tally.files(1);
        tally.bytes(100);
        now += SECOND;
        tally.files(2);
        tally.bytes(200);
        now += SECOND - 1;
        tally.bytes(50);
        now += 1;
        tally.bytes(50);
        assertThat(told).containsExactly(amount(3, 10, 100, 1000), amount(3, 10, 400, 1000));
    }

    @Test
    void rateAndTimeLeftComeWhenTheyMeanSomething() {
        Tally tally = tally(1, 100_000);
        for (int second = 1; second <= 12; second++) {
            now += SECOND;
            tally.bytes(1000);
        }
        assertThat(told)
                .extracting(event -> ((ProgressEvent.Amount) event).rate())
                .startsWith(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(1000))
                .endsWith(OptionalLong.of(1000));
        assertThat(told)
                .extracting(event -> ((ProgressEvent.Amount) event).left())
                .startsWith(Optional.empty(), Optional.empty(), Optional.empty())
                .endsWith(
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.of(Duration.ofSeconds(89)),
                        Optional.of(Duration.ofSeconds(88)));
    }

    @Test
    void moreThanExpectedIsNoMoreThanAll() {
        Tally tally = tally(1, 10);
        now += SECOND;
        tally.bytes(30);
        tally.files(2);
        now += SECOND;
        tally.files(1);
        assertThat(told).containsExactly(amount(0, 1, 30, 30), amount(3, 3, 30, 30));
    }

    @Test
    void theEndIsAllOfIt() {
        Tally tally = tally(10, 1000);
        tally.files(9);
        tally.bytes(990);
        tally.end();
        Tally counted = tally(0, 0);
        counted.files(5);
        counted.end();
        assertThat(told).containsExactly(amount(9, 9, 990, 990), amount(5, 5, 0, 0));
    }

    @Test
    void anInterruptionEndsIt() {
        Tally tally = tally(1, 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tally.files(1)).hasMessage("it was interrupted");
        assertThat(Thread.interrupted()).isFalse();
    }
}
