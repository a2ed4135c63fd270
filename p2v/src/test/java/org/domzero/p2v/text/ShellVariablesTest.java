package org.domzero.p2v.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellVariablesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=b|b",
                "A=b # c|b",
                "A=|``",
                "A=\"b c\" # d|b c",
                "A='b \"c\"'|b \"c\"",
                "A=\"b \\\"c\\\" \\\\ \\$d \\n\"|b \"c\" \\ $d \\n",
                "  export A=b|b",
                "A=\"\"|``",
            })
    void haveValues(String line, String value) {
        assertThat(ShellVariables.of(line).value("A")).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource({"#A=b", "A = b", "AB=c", "A=\"b", "echo A=b"})
    void passOverWhatIsNoAssignment(String line) {
        assertThat(ShellVariables.of(line).value("A")).isEmpty();
    }

    @Test
    void changeOnlyTheValue() {
        assertThat(ShellVariables.of("  A=b # c\nB=1\n").with("A", "d e").text())
                .isEqualTo("  A=\"d e\" # c\nB=1\n");
        assertThat(ShellVariables.of("A='b'\n").with("A", "c").text()).isEqualTo("A='c'\n");
        assertThat(ShellVariables.of("A='b'\n").with("A", "it's $c").text()).isEqualTo("A=\"it's \\$c\"\n");
        assertThat(ShellVariables.of("A=b").with("C", "d").text()).isEqualTo("A=b\nC=d\n");
    }

    @Test
    void changeEachLineOfANameThatIsSetTwice() {
        ShellVariables variables = ShellVariables.of("A=1\nA=2\n");

        assertThat(variables.value("A")).hasValue("2");
        assertThat(variables.with("A", "2").text()).isEqualTo("A=1\nA=2\n");
        assertThat(variables.with("A", "3").text()).isEqualTo("A=3\nA=3\n");
        assertThat(variables.without("A").text()).isEmpty();
        assertThat(variables.names()).containsExactly("A", "A");
    }

    @Test
    void haveElementsOfArrays() {
        assertThat(ShellVariables.of("IFNAME[0]=\"em1\"\n")
                        .with("IFNAME[0]", "eth0")
                        .text())
                .isEqualTo("IFNAME[0]=\"eth0\"\n");
    }
}
