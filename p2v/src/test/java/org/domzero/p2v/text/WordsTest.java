package org.domzero.p2v.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void areKeptTogetherByQuotes() {
        assertThat(Words.of("  ro a=\"b c\"\tquiet ")).containsExactly("ro", "a=\"b c\"", "quiet");
        assertThat(Words.of("")).isEmpty();
    }

    @Test
    void areChangedWhereTheyStand() {
        assertThat(Words.mapped("\tup  ip dev em1 ", word -> word.equals("em1") ? "eth0" : word))
                .isEqualTo("\tup  ip dev eth0 ");
    }
}
