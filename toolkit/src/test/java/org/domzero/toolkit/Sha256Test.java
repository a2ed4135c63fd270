package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
    /** Of the message "abc": the first example of FIPS 180-2, appendix B. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isWrittenAsHexadecimalDigits() {
        assertThat(Sha256.of("abc".getBytes(StandardCharsets.US_ASCII))).hasToString(ABC);
    }

    @Test
    void aFilesDigestIsThatOfItsBytes(@TempDir Path directory) throws IOException {
        byte[] content = new byte[600_000];
        content[500_000] = 1;
        Path file = Files.write(directory.resolve("file"), content);

        assertThat(Sha256.ofFile(file)).isEqualTo(Sha256.of(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ba78",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015adff"
            })
    void refusesWhatIsNoDigest(String text) {
        assertThatThrownBy(() -> new Sha256(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a SHA-256 digest");
    }
}
