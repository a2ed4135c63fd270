package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelCommandLineTest {
    @Test
    void theLastOneWins() {
        assertThat(new KernelCommandLine("quiet a=1 boot=live\ta=/x=y ro\n").value("a"))
                .contains("/x=y");
    }

    @Test
    void optionsArePartedAsTheKernelDoes() {
        assertThat(new KernelCommandLine("a  b=\"c d\" \"e=f g\"\th -- i\n").options())
                .containsExactly("a", "b=\"c d\"", "\"e=f g\"", "h");
        assertThat(new KernelCommandLine("a=\"never ends").options()).containsExactly("a=\"never ends");
        assertThat(new KernelCommandLine(" \n").options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "quiet", "a", "a=", "ba=1", "ab=1", "A=1"})
    void thereMayBeNone(String text) {
        assertThat(new KernelCommandLine(text).value("a")).isEmpty();
    }
}
