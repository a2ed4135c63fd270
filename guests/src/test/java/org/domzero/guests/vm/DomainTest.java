package org.domzero.guests.vm;

import static org.assertj.core.api.Assertions.assertThat;

import org.domzero.toolkit.ByteSize;
import org.junit.jupiter.api.Test;

class DomainTest {
    @Test
    void areThoseOfXlListButDom0() {
        assertThat(Domain.parse("""
                        Name                                        ID   Mem VCPUs\tState\tTime(s)
                        Domain-0                                     0   752     2     r-----      42.2
                        web1                                         3   512     1     -b----       1.7
                        a guest with blanks in its name             12  4096    16     r----- 1234567.8
                        (null)                                       4     0     1     --psrd       0.3
                        stuck                                        5   256     1     ----c-       0.3
                        held                                         6   256     1     --p---       0.3
                        """))
                .extracting(Domain::name, Domain::id, Domain::memory, Domain::word)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("web1", 3, ByteSize.mebibytes(512), "running"),
                        org.assertj.core.groups.Tuple.tuple(
                                "a guest with blanks in its name", 12, ByteSize.gibibytes(4), "running"),
                        org.assertj.core.groups.Tuple.tuple("stuck", 5, ByteSize.mebibytes(256), "crashed"),
                        org.assertj.core.groups.Tuple.tuple("held", 6, ByteSize.mebibytes(256), "paused"));
    }

    @Test
    void areNoneWhereNothingRuns() {
        assertThat(Domain.parse("Name ID Mem VCPUs State Time(s)\n")).isEmpty();
        assertThat(Domain.parse("")).isEmpty();
    }
}
