package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            plain                                   > plain
            E[1;31mredE[0m                          > red
            E[?2004h# lsE[?2004l                    > # ls
            E]0;titleGafter                         > after
            E]3008;start=1E\\after                  > after
            EP+q436fE\\after                        > after
            E(BasciiE=E7E8                          > ascii
            E[12;E[1mredrawn                        > redrawn
            größe € 😀                              > größe € 😀
            """)
    void leavesTheTextWhateverThePieces(String sent, String text) {
        byte[] bytes = sent.replace('E', '\u001b').replace('G', '\u0007').getBytes(StandardCharsets.UTF_8);
        StringBuilder whole = new StringBuilder();
        new TerminalText().append(bytes, bytes.length, whole);
        assertThat(whole).hasToString(text);

        StringBuilder pieces = new StringBuilder();
        TerminalText terminal = new TerminalText();
        for (byte one : bytes) {
            terminal.append(new byte[] {one}, 1, pieces);
        }
        assertThat(pieces).hasToString(text);
    }
}
