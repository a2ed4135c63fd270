package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private Ran check(String text) throws IOException {
        return Ran.domzero("answers", "check", Files.writeString(file(), text).toString());
    }

    private Path file() {
        return directory.resolve("xen01.toml");
    }

    @Test
    void theExamplePassesTheCheck() throws IOException {
        Ran example = Ran.domzero("answers", "example");
        assertThat(example.status()).isZero();
        assertThat(example.err()).isEmpty();
        assertThat(example.out()).contains("\nversion = 1\n");

        assertThat(check(example.out())).isEqualTo(new Ran(0, file() + ": no mistakes\n", ""));
    }

    @Test
    void everyMistakeIsNamedWithItsPlace() throws IOException {
        Ran ran = check("""
                version = 1
                [host]
                hostname = "xen01"
                ssh-authorised-keys = []
                root-password = "x"
                [storage]
                system-disk = 5
                """);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("error: " + file() + ":4:1: ")
                                .contains("ssh-authorised-keys"),
                        second -> assertThat(second)
                                .startsWith("error: " + file() + ":7:1: ")
                                .contains("storage.system-disk"));
        assertThat(ran.err()).contains("\n  hint: ").doesNotContain("\tat ");
    }

    @Test
    void whatIsNoTomlIsNamedWithItsPlace() throws IOException {
        Ran ran = check("version = 1\nhostname = \n");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: " + file() + ":2:12: ");
    }

    @Test
    void aFileThatIsNotThereIsAWrongRequest() {
        Ran missing = Ran.domzero("answers", "check", file().toString());
        Ran folder = Ran.domzero("answers", "check", directory.toString());

        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err())
                .startsWith("error: " + file() + " cannot be read")
                .endsWith("\n  hint: 'domzero answers example' prints an answer file to start from\n");
        assertThat(folder.status()).isEqualTo(2);
        assertThat(folder.err()).startsWith("error: " + directory + " cannot be read");
    }
}
