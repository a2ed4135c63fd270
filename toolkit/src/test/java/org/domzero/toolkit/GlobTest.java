package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "INTEL*,      INTEL SSDSC2KB48",
        "INTEL*,      INTEL",
        "*SSD*,       Samsung SSD 970",
        "en??s?,      enp1s0",
        "*,           ''",
        "eno1,        eno1",
        "a.b+(c)[d],  a.b+(c)[d]",
        "\\Q*\\E,     \\Qx\\E",
        "Gr?ße,       Größe",
        "?,           😀",
    })
    void matchesTheWholeText(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "INTEL,    INTEL SSDSC2KB48",
        "SSD*,     Samsung SSD 970",
        "intel*,   INTEL SSDSC2KB48",
        "en.1,     eno1",
        "eno?,     eno",
        "[ab],     a",
        "'',       a",
    })
    void matchesNothingElse(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isFalse();
    }

    @Test
    void aLineEndIsACharacterToo() {
        assertThat(new Glob("a*b?").matches("a\nb\n")).isTrue();
    }
}
