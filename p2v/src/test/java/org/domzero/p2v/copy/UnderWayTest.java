package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnderWayTest {
    @TempDir
    Path directory;

    private long now = 10_000;

    private UnderWay underWay() {
        return new UnderWay(directory.resolve("under-way"), () -> Instant.ofEpochSecond(now));
    }

    @Test
    void whatCameLastIsDoubtedWhereItWasBrokenOff() throws IOException {
        UnderWay first = underWay();
        assertThat(first.doubtedFrom()).isEqualTo(Long.MAX_VALUE);
        first.begin();
        assertThat(underWay().doubtedFrom()).isEqualTo(10_000 - 60);
        now = 17_000;
        first.goesOn();
        // Nothing came any more, for an hour.
        now = 21_000;
        assertThat(underWay().doubtedFrom()).isEqualTo(17_000 - 60);
        underWay().begin();
        assertThat(underWay().doubtedFrom()).isEqualTo(21_000 - 60);
        first.end();
        assertThat(underWay().doubtedFrom()).isEqualTo(Long.MAX_VALUE);
    }
}
