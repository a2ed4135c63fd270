package org.domzero.p2v.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a", "a\n", "a\r\nb\r\n", "a\nb", "\n\na\n\n", "a\rb\n"})
    void giveBackWhatTheyWereMadeOf(String text) {
        assertThat(Lines.of(text).text()).isEqualTo(text);
        assertThat(Lines.of(text).mapped(line -> line).text()).isEqualTo(text);
    }

    @Test
    void keepTheEndingOfALineThatBecomesMany() {
        Lines lines = Lines.of("a\r\nb");

        assertThat(lines.flatMapped(line -> List.of(line, "x")).text()).isEqualTo("a\r\nx\r\nb\r\nx");
        assertThat(lines.without(line -> line.equals("b")).text()).isEqualTo("a\r\n");
    }

    @Test
    void endTheLastLineBeforeAnotherFollows() {
        assertThat(Lines.of("a").appended("b").text()).isEqualTo("a\nb\n");
        assertThat(Lines.of("").appended("b").text()).isEqualTo("b\n");
        assertThat(Lines.of("a\r\nb").appended("c").text()).isEqualTo("a\r\nb\r\nc\r\n");
        assertThat(Lines.of("a\nc\n").inserted(1, List.of("b")).text()).isEqualTo("a\nb\nc\n");
    }
}
