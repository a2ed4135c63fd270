package org.domzero.p2v.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo one\necho 'two!'\n",
                "printf '%s\\n' \"$HOME\" 'a  b' \\\\ %b '*' 'it'\\''s'",
                "cat; echo \"$0\""
            })
    void theShellGetsTheScriptAsItIs(String script) throws Exception {
        assertThat(run(ShellLine.of(script))).isEqualTo(run(script));
    }

    @Test
    void charactersAreBytes() throws Exception {
        assertThat(run(ShellLine.of("printf '%s' '\u00fc\u0080\u00ff'"))).isEqualTo("\u00fc\u0080\u00ff");
    }

    @Test
    void noWordIsTooLongForAnOldShell() throws Exception {
        String script = "echo " + "long!".repeat(1000);

        assertThat(Arrays.stream(ShellLine.of(script).split("'")).mapToInt(String::length))
                .allMatch(length -> length < 450);
        assertThat(run(ShellLine.of(script))).isEqualTo("long!".repeat(1000) + "\n");
    }

    /** What keeps a meaning in the single quotes of csh or fish: a ! or the end of a line, and a backslash before either. */
    @Test
    void nothingInItMeansSomethingToAnotherShell() {
        String line = ShellLine.of("echo !x \\\n 'a' \\! \\' ü `b` $c");

        assertThat(line).matches("[ -~]+").doesNotContain("!");
        assertThat(line.substring(line.indexOf("sh '") + 3)).matches("'[A-Za-z0-9 ./,:=@+_\\\\-]*'");
    }

    private String run(String line) throws IOException, InterruptedException {
        Path input = Files.writeString(directory.resolve("input"), "what it reads\n");
        Process process = new ProcessBuilder("sh", "-c", line)
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
