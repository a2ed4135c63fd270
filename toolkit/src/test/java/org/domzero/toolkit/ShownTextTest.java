package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {
    @Test
    void lettersOfAnyLanguageStay() {
        assertThat(ShownText.quoted("Zürich 東京 🏔")).isEqualTo("\"Zürich 東京 🏔\"");
    }

    @Test
    void nothingReachesTheTerminalThatWouldDriveIt() {
        assertThat(ShownText.printable("\033[2J\r\n\u009b\u0000")).isEqualTo("\\u001b[2J\\u000d\\u000a\\u009b\\u0000");
        assertThat(ShownText.printable("a\u202eb\u2028c\u2029d\ufeff")).isEqualTo("a\\u202eb\\u2028c\\u2029d\\ufeff");
        assertThat(ShownText.printable("\ud800" + Character.toString(0x10ffff))).isEqualTo("\\ud800\\u10ffff");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(ShownText.plain("🏔".repeat(60))).isEqualTo("🏔".repeat(60));
        assertThat(ShownText.plain("🏔".repeat(61))).isEqualTo("🏔".repeat(60) + "...");
        assertThat(ShownText.printable("x".repeat(61))).hasSize(61);
    }
}
