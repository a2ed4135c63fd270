package org.domzero.toolkit.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
