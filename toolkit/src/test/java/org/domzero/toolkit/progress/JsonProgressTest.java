package org.domzero.toolkit.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonProgressTest {
    private final List<String> lines = new ArrayList<>();
    private final Progress progress =
            new JsonProgress(lines::add, InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_123L)));

    @Test
    void everyEventIsAnObjectOnALineOfItsOwn() {
        progress.on(new ProgressEvent.Phase("partition the disks", 2, 7));
        progress.on(new ProgressEvent.Step("write <a> & \"b\""));
        progress.on(new ProgressEvent.Fraction(0.25));
        progress.warn("two\nlines");

        assertThat(lines)
                .containsExactly(
                        "{\"time\":1700000000123,\"event\":\"phase\",\"title\":\"partition the disks\",\"number\":2,"
                                + "\"of\":7}",
                        "{\"time\":1700000000123,\"event\":\"step\",\"summary\":\"write <a> & \\\"b\\\"\"}",
                        "{\"time\":1700000000123,\"event\":\"fraction\",\"done\":0.25}",
                        "{\"time\":1700000000123,\"event\":\"message\",\"level\":\"warning\",\"text\":\"two\\nlines\"}");
    }

    @Test
    void ofAnAmountOnlyWhatIsKnownIsTold() {
        progress.on(new ProgressEvent.Amount(12, 0, 0, 0, OptionalLong.empty(), Optional.empty()));
        progress.on(
                new ProgressEvent.Amount(1, 4, 256, 1024, OptionalLong.of(64), Optional.of(Duration.ofMillis(12_500))));

        assertThat(lines)
                .containsExactly(
                        "{\"time\":1700000000123,\"event\":\"amount\",\"files\":12,\"bytes\":0}",
                        "{\"time\":1700000000123,\"event\":\"amount\",\"files\":1,\"ofFiles\":4,\"bytes\":256,"
                                + "\"ofBytes\":1024,\"done\":0.25,\"bytesPerSecond\":64,\"secondsLeft\":12}");
    }

    @Test
    void severalListenersHearEveryEventInOrder() {
        List<String> heard = new ArrayList<>();
        Progress all = Progress.toAll(List.of(event -> heard.add("a " + event), event -> heard.add("b " + event)));

        all.on(new ProgressEvent.Step("one"));
        all.on(new ProgressEvent.Step("two"));

        assertThat(heard)
                .containsExactly(
                        "a Step[summary=one]", "b Step[summary=one]", "a Step[summary=two]", "b Step[summary=two]");
    }
}
