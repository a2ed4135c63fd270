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
    void theExampleOfACloneIsRightButForTheKey() throws IOException {
        Ran example = Ran.domzero("answers", "example", "--mode", "clone");
        assertThat(example.status()).isZero();
        assertThat(check(example.out()))
                .isEqualTo(new Ran(0, file() + ": no mistakes; it clones a machine to root@xen01.example.org\n", ""));
        Ran none = Ran.domzero("answers", "example", "--mode", "upgrade");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("--mode", "upgrade").doesNotContain("\tat ");
    }

    @Test
    void whatACloneIsToBeIsLookedAt() throws IOException {
        Ran ran = check("""
                version = 1
                mode = "clone"
                [clone]
                to = "root@"
                host-key = "MD5:00:11"
                ssh-password = "x"
                name = "4711"
                """);

        assertThat(ran).isEqualTo(new Ran(2, "", """
                error: %1$s:4:1: clone.to: "root@" is not the address of an SSH server
                  hint: [USER@]HOST[:PORT], as root@192.0.2.7 or db1.example.org:2222; an IPv6 address stands in brackets: [2001:db8::7]
                error: %1$s:5:1: clone.host-key: "MD5:00:11" is not the fingerprint of a host key
                  hint: SHA256:… as 'ssh-keygen -lf /etc/ssh/ssh_host_rsa_key.pub' prints it there; an ssh-keygen that prints pairs of digits is too old: run it here, on a copy of the .pub file
                error: %1$s:7:1: clone.name: "4711" is not a name for a guest
                  hint: letters, digits, and . _ - after the first, at most 63; not a number, a uuid or Domain-0
                """.formatted(file())));
    }

    @Test
    void aCloneFitsNoMachineThatIsInstalled() throws IOException {
        Files.writeString(
                file(), Ran.domzero("answers", "example", "--mode", "clone").out());

        Ran ran = Ran.domzero("answers", "check", file().toString(), "--against", "probe.json");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("error: " + file() + " clones a machine, and --against looks whether")
                .contains("'domzero p2v push --answers " + file() + " --plan'");
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
