package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.domzero.p2v.system.Distribution;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFixUpTest {
    @TempDir
    private Path directory;

    private Sample sample;

    /** As every system has it. */
    @BeforeEach
    void makeSample() {
        sample = new Sample(directory)
                .with("/etc/ssh/ssh_host_rsa_key", "secret")
                .with("/etc/ssh/ssh_host_rsa_key.pub", "public")
                .with("/etc/ssh/ssh_host_key", "secret of SSH 1")
                .with("/etc/ssh/ssh_host_ed25519_key-cert.pub", "certificate")
                .with("/etc/ssh/sshd_config", "HostKey /etc/ssh/ssh_host_rsa_key\n")
                .with("/etc/ssh/moduli", "1")
                .with("/var/lib/systemd/random-seed", "seed")
                .withProgram("/usr/sbin/sshd");
    }

    /** The report, and each file that is new or changed, in one text. */
    private void matches(String golden, Distribution distribution) {
        Map<String, String> before = SystemFixture.contents(directory);
        FixUpReport report = sample.apply(new IdentityFixUp(distribution));
        Map<String, String> after = new TreeMap<>(SystemFixture.contents(directory));
        StringBuilder text = new StringBuilder();
        report.done().forEach(line -> text.append(line).append('\n'));
        report.warnings().forEach(line -> text.append("WARNING ").append(line).append('\n'));
        after.forEach((path, content) -> {
            if (!content.equals(before.get(path))) {
                text.append("\n=== ").append(path).append('\n').append(content);
            }
        });
        Golden.assertMatches("identity/" + golden + ".txt", text.toString());
        assertThat(after.keySet()).noneMatch(path -> path.contains("ssh_host") || path.contains("random-seed"));
        assertThat(after).containsKeys("/etc/ssh/sshd_config", "/etc/ssh/moduli");

        FixUpReport again = sample.apply(new IdentityFixUp(distribution));
        assertThat(again.done()).isEmpty();
        assertThat(SystemFixture.contents(directory)).isEqualTo(after);
    }

    @Test
    void debianWithSystemd() {
        sample.with("/etc/machine-id", "0123456789abcdef0123456789abcdef\n")
                .with("/var/lib/dbus/machine-id", "0123456789abcdef0123456789abcdef\n")
                .withProgram("/lib/systemd/systemd");

        matches("debian-systemd", Sample.DEBIAN);
    }

    @Test
    void debianWithUpstart() {
        sample.with("/etc/init/ssh.conf", "description \"OpenSSH server\"\n");

        matches("debian-upstart", Sample.DEBIAN);
    }

    @Test
    void debianWithSystemV() {
        sample.with("/etc/default/ssh", "# Options to pass to sshd\nSSHD_OPTS=");

        matches("debian-sysv", Sample.DEBIAN);
    }

    @Test
    void redHatsServerMakesItsKeysItself() {
        matches("red-hat", Sample.RHEL5);
        assertThat(directory.resolve("etc/machine-id")).doesNotExist();
    }

    @Test
    void ofAnUnknownSystemThatIsNotKnown() {
        matches("unknown", Sample.OTHER);
    }

    @Test
    void noCopyOfAKeyIsKept() {
        sample.with("/etc/ssh/ssh_host_rsa_key.before-domzero", "another secret");

        sample.apply(new IdentityFixUp(Sample.RHEL5));

        assertThat(directory.resolve("etc/ssh/ssh_host_rsa_key.before-domzero")).doesNotExist();
    }

    @Test
    void aLinkIsRemovedAndNotWhatItLeadsTo() {
        sample.with("/srv/key", "secret").withLink("/etc/ssh/ssh_host_dsa_key", "/srv/key");

        sample.apply(new IdentityFixUp(Sample.RHEL5));

        assertThat(sample.root().hasEntry("/etc/ssh/ssh_host_dsa_key")).isFalse();
        assertThat(sample.text("/srv/key")).isEqualTo("secret");
    }

    @Test
    void aDirectoryOfThatNameIsLeftAndTold() throws Exception {
        Files.createDirectories(directory.resolve("etc/ssh/ssh_host_ecdsa_key"));

        assertThatThrownBy(() -> sample.apply(new IdentityFixUp(Sample.RHEL5)))
                .isInstanceOf(UserError.class)
                .hasMessage("/etc/ssh/ssh_host_ecdsa_key is a directory");
    }

    @Test
    void whatDebianIsToRunIsAScript() throws Exception {
        sample.apply(new IdentityFixUp(Sample.DEBIAN));

        Process shell = new ProcessBuilder(
                        List.of("sh", "-n", directory.resolve("etc/default/ssh").toString()))
                .start();
        assertThat(shell.waitFor()).isZero();
    }
}
