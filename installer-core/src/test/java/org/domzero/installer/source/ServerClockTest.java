package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant BUILT = Instant.parse("2026-10-01T00:00:00Z");

    @Test
    void readsTheDateOfAReply() {
        assertThat(ServerClock.of("HTTP/1.1 404 Not Found\r\nServer: x\r\ndate: Tue, 24 Nov 2026 12:00:00 GMT\r\n\r\n"))
                .contains(NOW);
        assertThat(ServerClock.of("HTTP/1.1 200 OK\r\nX-Date: Tue, 24 Nov 2026 12:00:00 GMT\r\n\r\n"))
                .isEmpty();
        assertThat(ServerClock.of("Date: now\r\n")).isEmpty();
        assertThat(ServerClock.of("Date:\r\n")).isEmpty();
        assertThat(ServerClock.of("")).isEmpty();
    }

    @Test
    void aClockThatIsYearsOffIsPutRight() {
        Instant old = Instant.parse("2015-01-01T00:00:00Z");
        Instant far = Instant.parse("2100-01-01T00:00:00Z");

        assertThat(ServerClock.isToBeGoneBy(NOW, old, BUILT)).isTrue();
        assertThat(ServerClock.isToBeGoneBy(NOW, far, BUILT)).isTrue();
    }

    @Test
    void aServerThatLivesBeforeTheMediumWasBuiltIsNotBelieved() {
        Instant old = Instant.parse("2015-01-01T00:00:00Z");

        assertThat(ServerClock.isToBeGoneBy(BUILT.minusSeconds(1), old, BUILT)).isFalse();
        assertThat(ServerClock.isToBeGoneBy(BUILT, old, BUILT)).isFalse();
        assertThat(ServerClock.isToBeGoneBy(NOW, old, null)).isFalse();
    }

    @Test
    void anHourIsNotWhyACertificateIsRefused() {
        assertThat(ServerClock.isToBeGoneBy(NOW, NOW.minusSeconds(3600), BUILT)).isFalse();
        assertThat(ServerClock.isToBeGoneBy(NOW, NOW.plusSeconds(3600), BUILT)).isFalse();
        assertThat(ServerClock.isToBeGoneBy(NOW, NOW.minusSeconds(3601), BUILT)).isTrue();
    }

    @Test
    void timesAreShownToTheSecond() {
        assertThat(ServerClock.shown(NOW.plusNanos(5))).isEqualTo("2026-11-24T12:00:00Z");
    }
}
