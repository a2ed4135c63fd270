package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileDigestTest {
    private static final Sha256 ONE = Sha256.of("one".getBytes(StandardCharsets.US_ASCII));
    private static final Sha256 TWO = Sha256.of("two".getBytes(StandardCharsets.US_ASCII));
    private static final String BOTH = "openssl dgst -sha256 -r /a /b";
    private static final String A = "openssl dgst -sha256 -r /a";
    private static final String B = "openssl dgst -sha256 -r /b";

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final Map<String, Sha256> expected = new LinkedHashMap<>();

    FileDigestTest() {
        expected.put("/a", ONE);
        expected.put("/b", TWO);
    }

    private static String line(Sha256 digest, String path) {
        return digest.hex() + " *" + path + "\n";
    }

    @Test
    void severalFilesAreReadByOneCommand() {
        commands.answer(BOTH, line(ONE, "/a") + line(TWO, "/b"));

        assertThat(FileDigest.problem(commands, expected)).isEmpty();
        assertThat(commands.lines()).containsExactly(BOTH);
    }

    @Test
    void namesTheOneThatDiffers() {
        commands.answer(BOTH, line(ONE, "/a") + line(ONE, "/b"));
        commands.answer(A, line(ONE, "/a"));
        commands.answer(B, line(ONE, "/b"));

        assertThat(FileDigest.problem(commands, expected)).contains("/b has the SHA-256 " + ONE + " instead of " + TWO);
    }

    @Test
    void namesTheOneThatCannotBeRead() {
        commands.answer(BOTH, new CommandResult(1, line(TWO, "/b"), "/a: Input/output error\n"));
        commands.answer(A, new CommandResult(1, "", "/a: Input/output error\n"));

        assertThat(FileDigest.problem(commands, expected)).contains("/a cannot be read: /a: Input/output error");
    }

    @Test
    void aDiskThatAnswersDifferentlyEachTimeIsAProblemToo() {
        commands.answer(BOTH, new CommandResult(1, "", "/a: Input/output error\n"));
        commands.answer(A, line(ONE, "/a"));
        commands.answer(B, line(TWO, "/b"));

        assertThat(FileDigest.problem(commands, expected)).contains("/a, /b could be read at the second attempt only");
    }
}
