package org.domzero.p2v.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
    private static final HostKey ED25519 =
            new HostKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIDCO+N6uRQhRBNfWhacZruDpolCeHWQHT6aTuALGXr55");
    private static final HostKey RSA = new HostKey(
            "ssh-rsa",
            "AAAAB3NzaC1yc2EAAAADAQABAAABAQDJz0HXEM6RXoV2Hx9Jw6f4lfZ/iAnZMT6BdUCuIKDxVb2ft6oJNshxS43eCGiZN2/REw4+"
                    + "0zzZH5ZfklpttlpYkQV0qwwcb7Wn+dyquqB4LAIY5NL+QJKShyNRO2L8QIZNyDzFZDblI+aiSHa66iXpp/0wU48n5KQ0S8nB"
                    + "9q7cPiGVnDr/9ISb901zCzxK+fBAdhOfIlA4bZP87eUsmCDuz3JiTUvceKM3M+e3Dz91yk3zS58M1YrVvGSA25h/RwECOLub"
                    + "FZLz/4ah84Ws07Y7nFnKBC3h5wExVGr+j7eX1gJWTmRXDGCx3OZokFC34YGqPb0z+gjO+LLDk+urIxfl");

    private static final String FILE = "/etc/domzero/known_hosts";

    @TempDir
    private Path root;

    private Path file;
    private KnownHosts hosts;

    @BeforeEach
    void make() throws IOException {
        file = root.resolve(FILE.substring(1));
        Files.createDirectories(root.resolve("etc/domzero"));
        hosts = new KnownHosts(new Effects(new RecordingCommandRunner(), root, event -> {}), FILE);
    }

    /** What ssh-keygen of OpenSSH 9.6 prints of these keys. */
    @Test
    void aFingerprintIsAsOpenSshPrintsIt() {
        assertThat(ED25519).hasToString("ED25519 key SHA256:Bil8JGw5oDBQKIXVM2XRNR0GIspQN9Z4R0YaH1bZkA4");
        assertThat(RSA).hasToString("RSA key SHA256:wxS/xSnkjRRqEGdm21STnsYTV9rEiHbnWVSw6CuYcuM");
    }

    @ParameterizedTest
    @CsvSource({
        "db1.example.org, db1.example.org, 22, KNOWN",
        "'db0,DB1.Example.org', db1.example.org, 22, KNOWN",
        "db1.example.org, db1.example.org, 2222, UNKNOWN",
        "[db1.example.org]:2222, db1.example.org, 2222, KNOWN",
        "*.example.org, db1.example.org, 22, KNOWN",
        "'*.example.org,!db1*', db1.example.org, 22, UNKNOWN",
        "2001:db8::7, 2001:db8::7, 22, KNOWN",
        // By ssh-keygen -H.
        "|1|AFre4ySw1teW46u5AcvwMtm+jhE=|RACOcTIj1K1TiaCXXtMpEy18GRk=, db1.example.org, 22, KNOWN",
        "|1|6dh7QVcX20H514q4GTCK/Ab8o+0=|dRndjK9mjod//qH2WjecWZZH9b0=, db2.example.org, 2222, KNOWN",
        "|1|6dh7QVcX20H514q4GTCK/Ab8o+0=|dRndjK9mjod//qH2WjecWZZH9b0=, db2.example.org, 22, UNKNOWN",
    })
    void aHostIsKnownByTheFormsOfOpenSsh(String names, String host, int port, KnownHosts.Verdict verdict)
            throws IOException {
        Files.writeString(file, "# old machines\n\n" + names + " ssh-ed25519 " + ED25519.base64() + " a comment\n");

        assertThat(hosts.verdict(new SshAddress("root", host, port), ED25519)).isEqualTo(verdict);
    }

    @Test
    void anotherKeyOfAKnownHostHasChangedItAlsoOneOfAnotherType() throws IOException {
        Files.writeString(file, "db1 ssh-ed25519 " + ED25519.base64() + "\n");

        assertThat(hosts.verdict(SshAddress.parse("db1"), RSA)).isEqualTo(KnownHosts.Verdict.CHANGED);
    }

    @Test
    void aRevokedKeyIsNeverTrusted() throws IOException {
        Files.writeString(
                file,
                "db1 ssh-ed25519 " + ED25519.base64() + "\n@revoked * ssh-ed25519 " + ED25519.base64()
                        + "\n@cert-authority db1 ssh-rsa " + RSA.base64() + "\n");

        assertThat(hosts.verdict(SshAddress.parse("db1"), ED25519)).isEqualTo(KnownHosts.Verdict.REVOKED);
        assertThat(hosts.keys(SshAddress.parse("db1"))).isEmpty();
    }

    @Test
    void whatIsAddedIsReadAgainAndLeavesTheRestAsItWas() throws IOException {
        Files.writeString(file, "# without an end of line");

        hosts.add(SshAddress.parse("db1:2222"), ED25519);
        hosts.add(SshAddress.parse("db2"), RSA);

        assertThat(file)
                .hasContent("# without an end of line\n[db1]:2222 ssh-ed25519 " + ED25519.base64() + "\ndb2 ssh-rsa "
                        + RSA.base64() + "\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(hosts.keys(SshAddress.parse("root@DB1:2222"))).containsExactly(ED25519);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SHA256:", "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", "SHA256:abc"})
    void whatIsNoFingerprintIsAWrongRequest(String text) {
        assertThatThrownBy(() -> HostKeyTrust.fingerprint(text))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void whatWasForOnceIsForgotten() throws IOException {
        Files.writeString(file, "# mine\n*.example.org ssh-rsa " + RSA.base64() + "\n");
        SshAddress address = SshAddress.parse("root@192.0.2.7");
        String before = Files.readString(file);
        hosts.add(address, ED25519);
        assertThat(hosts.keys(address)).containsExactly(ED25519);

        hosts.forget(address);

        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(hosts.keys(address)).isEmpty();
    }
}
