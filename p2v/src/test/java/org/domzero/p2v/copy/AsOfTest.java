package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsOfTest {
    @TempDir
    Path directory;

    private AsOf asOf(OptionalLong recorded) throws IOException {
        return new AsOf(directory.resolve("as-of"), recorded);
    }

    private static Listed listed(OptionalLong begun, long newest) {
        return new Listed(5, begun, newest, OptionalInt.of(0));
    }

    private static Listed listed(long begun, long newest) {
        return listed(OptionalLong.of(begun), newest);
    }

    @Test
    void whereNothingIsKnownNothingIsDoubted() throws IOException {
        AsOf asOf = asOf(OptionalLong.empty());
        assertThat(asOf.doubtedFrom(listed(5000, 4000))).isEqualTo(Long.MAX_VALUE);
        asOf.begin(listed(OptionalLong.empty(), 4000));
        asOf.move(listed(OptionalLong.empty(), 4000));
        assertThat(asOf.time()).isEmpty();
    }

    @Test
    void aRunThatWasBrokenOffIsOfTheTimeWhenItBegan() throws IOException {
        asOf(OptionalLong.empty()).begin(listed(5000, 6000));
        AsOf next = asOf(OptionalLong.empty());
        assertThat(next.time()).hasValue(5000);
        assertThat(next.doubtedFrom(listed(9000, 8000))).isEqualTo(5000 - 60);
        // What was changed in between was not sent yet.
        next.begin(listed(9000, 9000));
        assertThat(asOf(OptionalLong.empty()).time()).hasValue(5000);
        next.move(listed(9000, 9000));
        assertThat(asOf(OptionalLong.empty()).time()).hasValue(9000);
    }

    @Test
    void whatARunHasNotedIsNewerThanTheRecord() throws IOException {
        assertThat(asOf(OptionalLong.of(3000)).time()).hasValue(3000);
        asOf(OptionalLong.of(3000)).begin(listed(5000, 6000));
        assertThat(asOf(OptionalLong.of(3000)).time()).hasValue(3000);
        asOf(OptionalLong.of(3000)).move(listed(5000, 6000));
        assertThat(asOf(OptionalLong.of(3000)).time()).hasValue(5000);
    }

    /** The system for cloning has its own clock, which may take the machine's for another time zone's. */
    @Test
    void ofASystemThatDoesNotRunTheNewestChangeCounts() throws IOException {
        AsOf asOf = asOf(OptionalLong.empty());
        asOf.move(listed(9000, 4000));
        assertThat(asOf.time()).hasValue(4000);
    }

    @Test
    void aClockThatWasSetBackTellsNothing() throws IOException {
        AsOf asOf = asOf(OptionalLong.of(5000));
        assertThat(asOf.doubtedFrom(listed(4999, 4000))).isEqualTo(Long.MIN_VALUE);
        assertThat(asOf.doubtedFrom(listed(OptionalLong.empty(), 4000))).isEqualTo(5000 - 60);
    }

    @Test
    void whatIsNoTimeSaysSo() throws IOException {
        Files.writeString(directory.resolve("as-of"), "soon");
        assertThatThrownBy(() -> asOf(OptionalLong.empty())).hasMessageContaining("has no time: \"soon\"");
    }
}
