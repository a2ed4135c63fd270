package org.domzero.p2v.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.assertj.core.api.AbstractThrowableAssert;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final Credential PASSWORD = new Credential.Password(new Secret.Given(TestServer.PASSWORD));
    private static final Duration LONG = Duration.ofSeconds(60);

    private static TestServer server;

    @TempDir
    private Path root;

    private KnownHosts hosts;
    private final List<String> asked = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = new TestServer().start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void make() {
        hosts = new KnownHosts(new Effects(new RecordingCommandRunner(), root, event -> {}), "/known_hosts");
        server.passwords.set(0);
    }

    private SshOptions options(HostKeyTrust trust, Algorithms algorithms) {
        return new SshOptions(hosts, trust, algorithms, new SshLimits(LONG, LONG, LONG));
    }

    private void logIn(TestServer to, Credential credential, HostKeyTrust trust, Algorithms algorithms)
            throws IOException {
        try (SshSession session = SshSession.connect(to.address(), credential, options(trust, algorithms))) {
            assertThat(session.run("echo in", LONG)).isEqualTo(new RemoteResult(new RemoteExit.Status(0), "in\n", ""));
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal(
            TestServer to, Credential credential, HostKeyTrust trust, ExitCode code) {
        return assertThatThrownBy(() -> logIn(to, credential, trust, Algorithms.MODERN))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(code));
    }

    private HostKeyTrust trusting() {
        return HostKeyTrust.fingerprint(server.hostKey().fingerprint());
    }

    private Secret typed(String... words) {
        Deque<String> left = new ArrayDeque<>(List.of(words));
        return Secret.asked(prompt -> {
            asked.add(prompt);
            return left.poll();
        });
    }

    @Test
    void anUnknownServerIsRefusedAndGetsNoPassword() {
        refusal(server, PASSWORD, HostKeyTrust.onlyKnown(), ExitCode.REFUSED)
                .hasMessageContaining("is not known: it shows the " + server.hostKey())
                .satisfies(error -> assertThat(((UserError) error).render())
                        .contains("--host-key " + server.hostKey().fingerprint()));
        assertThat(server.passwords).hasValue(0);
        assertThat(hosts.keys(server.address())).isEmpty();
    }

    @Test
    void aFingerprintGivenBeforehandMakesItKnown() throws IOException {
        logIn(server, PASSWORD, trusting(), Algorithms.MODERN);
        logIn(server, PASSWORD, HostKeyTrust.onlyKnown(), Algorithms.MODERN);

        assertThat(hosts.keys(server.address())).containsExactly(server.hostKey());
        assertThat(server.passwords).hasValue(2);
    }

    @Test
    void anotherFingerprintIsRefusedAlsoForAKnownServer() {
        HostKeyTrust other = HostKeyTrust.fingerprint("SHA256:" + "A".repeat(43));
        refusal(server, PASSWORD, other, ExitCode.REFUSED)
                .hasMessageContaining(server.hostKey().fingerprint());
        hosts.add(server.address(), server.hostKey());

        refusal(server, PASSWORD, other, ExitCode.REFUSED).hasMessageContaining("not SHA256:AAA");
        assertThat(server.passwords).hasValue(0);
    }

    @Test
    void whoeverIsAskedSeesTheKeyBeforeThePassword() throws IOException {
        HostKeyTrust ask = HostKeyTrust.asking((address, key) -> asked.add(address + " " + key));

        logIn(server, new Credential.Password(typed(TestServer.PASSWORD)), ask, Algorithms.MODERN);

        assertThat(asked).containsExactly(server.address() + " " + server.hostKey(), "Password of " + server.address());
        refusal(server, PASSWORD, HostKeyTrust.fingerprint("SHA256:" + "A".repeat(43)), ExitCode.REFUSED);
    }

    @Test
    void whoeverSaysNoIsObeyed() {
        refusal(server, PASSWORD, HostKeyTrust.asking((address, key) -> false), ExitCode.REFUSED)
                .hasMessageContaining("is not trusted");
        assertThat(hosts.keys(server.address())).isEmpty();
        assertThat(server.passwords).hasValue(0);
    }

    @Test
    void aChangedKeyIsRefusedWhateverIsAskedOrGiven() {
        HostKey before =
                new HostKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIDCO+N6uRQhRBNfWhacZruDpolCeHWQHT6aTuALGXr55");
        hosts.add(server.address(), before);

        for (HostKeyTrust trust : List.of(trusting(), HostKeyTrust.asking((address, key) -> true))) {
            refusal(server, PASSWORD, trust, ExitCode.REFUSED)
                    .hasMessageContainingAll("has changed", server.hostKey().fingerprint(), before.fingerprint())
                    .satisfies(error -> assertThat(((UserError) error).render())
                            .contains("ssh-keygen -f /known_hosts -R '[127.0.0.1]:"
                                    + server.address().port() + "'"));
        }
        assertThat(server.passwords).hasValue(0);
    }

    @Test
    void aWrongPasswordIsSentOnce() {
        refusal(server, new Credential.Password(new Secret.Given("wrong")), trusting(), ExitCode.FAILED)
                .hasMessageContaining("does not take the password");
        assertThat(server.passwords).hasValue(1);
    }

    @Test
    void whoTypesHasThreeTries() throws IOException {
        logIn(server, new Credential.Password(typed("a", "b", TestServer.PASSWORD)), trusting(), Algorithms.MODERN);
        assertThat(asked).hasSize(3).last().asString().startsWith("That was not it.");

        refusal(server, new Credential.Password(typed("a", "b", "c", "d")), trusting(), ExitCode.FAILED);
        refusal(server, new Credential.Password(typed()), trusting(), ExitCode.USAGE)
                .hasMessageContaining("nobody to ask");
    }

    @Test
    void aServerThatOnlyAsksGetsThePasswordAsItsAnswer() throws IOException {
        try (TestServer asking = new TestServer(server.key).askingOnly().start()) {
            logIn(asking, PASSWORD, trusting(), Algorithms.MODERN);
            assertThat(asking.passwords).hasValue(1);
            refusal(asking, new Credential.Password(new Secret.Given("wrong")), trusting(), ExitCode.FAILED);
            assertThat(asking.passwords).hasValue(2);
        }
    }

    @Test
    void aPasswordIsReadFromAFileOrTheEnvironment() throws IOException {
        Path file = Files.writeString(root.resolve("password"), TestServer.PASSWORD + "\nsomething else\n");

        assertThat(Secret.ofFile(file)).isEqualTo(new Secret.Given(TestServer.PASSWORD));
        assertThat(Secret.ofFile(file).toString()).doesNotContain(TestServer.PASSWORD);
        assertThat(Secret.ofEnvironment(Map.of("DOMZERO_SSH_PASSWORD", "x"))).contains(new Secret.Given("x"));
        assertThat(Secret.ofEnvironment(Map.of("DOMZERO_SSH_PASSWORD", ""))).isEmpty();
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> Secret.ofFile(file)).hasMessageContaining("no password in its first line");
    }

    private Path keyFile(KeyPair pair, @Nullable String passphrase) throws IOException, GeneralSecurityException {
        Path file = root.resolve("id");
        OpenSSHKeyEncryptionContext encryption = null;
        if (passphrase != null) {
            encryption = new OpenSSHKeyEncryptionContext();
            encryption.setCipherType("256");
            encryption.setKdfRounds(2);
            encryption.setPassword(passphrase);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "a key", encryption, out);
        }
        return file;
    }

    @Test
    void aKeyLogsInWithItsPassphraseIfItHasOne() throws IOException, GeneralSecurityException {
        KeyPair pair = TestServer.pair("EC", 256);
        try (TestServer keyed = new TestServer(server.key)) {
            keyed.server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
            keyed.server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, pair.getPublic()));
            keyed.start();

            logIn(keyed, new Credential.KeyFile(keyFile(pair, null), typed()), trusting(), Algorithms.MODERN);
            assertThat(asked).isEmpty();

            Path locked = keyFile(pair, "open sesame");
            logIn(keyed, new Credential.KeyFile(locked, typed("no", "open sesame")), trusting(), Algorithms.MODERN);
            assertThat(asked).containsExactly("Passphrase of " + locked, "That was not it. Passphrase of " + locked);
            refusal(keyed, new Credential.KeyFile(locked, new Secret.Given("no")), trusting(), ExitCode.FAILED)
                    .hasMessageContaining("is not the passphrase of");
            refusal(
                            keyed,
                            new Credential.KeyFile(keyFile(TestServer.pair("EC", 256), null), typed()),
                            trusting(),
                            ExitCode.FAILED)
                    .hasMessageContaining("does not take the key");
            refusal(keyed, new Credential.Password(typed("a")), trusting(), ExitCode.FAILED)
                    .hasMessageContaining("takes no password (it takes: publickey)");
        }
        Files.writeString(root.resolve("id"), "ssh-rsa AAAA\n");
        refusal(server, new Credential.KeyFile(root.resolve("id"), typed()), trusting(), ExitCode.USAGE)
                .hasMessageContaining("is not a private key");
        refusal(server, new Credential.KeyFile(root.resolve("none"), typed()), trusting(), ExitCode.USAGE)
                .hasMessageContaining("no such file");
    }

    @Test
    void anOldServerIsTalkedToOnlyWhereThatIsAllowed() throws IOException {
        try (TestServer old = TestServer.ofOld().start()) {
            HostKeyTrust trust = HostKeyTrust.fingerprint(old.hostKey().fingerprint());

            refusal(old, PASSWORD, trust, ExitCode.FAILED)
                    .hasMessageContaining("no key exchange in common")
                    .hasMessageContaining("it offers diffie-hellman-group1-sha1")
                    .satisfies(error -> assertThat(((UserError) error).render()).contains("--legacy-ssh"));
            assertThat(old.passwords).hasValue(0);
            logIn(old, PASSWORD, trust, Algorithms.LEGACY);
        }
        try (TestServer old = TestServer.ofLessOld().start()) {
            logIn(old, PASSWORD, HostKeyTrust.fingerprint(old.hostKey().fingerprint()), Algorithms.LEGACY);
        }
    }

    @Test
    void aServerWithNothingInCommonIsNotHelpedByOldAlgorithms() throws IOException {
        try (TestServer strange = new TestServer(server.key)) {
            strange.server.setCipherFactories(List.of(BuiltinCiphers.cc20p1305_openssh));
            strange.start();

            refusal(strange, PASSWORD, trusting(), ExitCode.FAILED)
                    .hasMessageContaining("no cipher in common")
                    .satisfies(error -> assertThat(((UserError) error).render())
                            .contains("domzero's medium")
                            .doesNotContain("--legacy-ssh"));
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForBeyondTheLimit() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SshAddress address = new SshAddress("root", "127.0.0.1", mute.getLocalPort());
            SshOptions impatient = new SshOptions(
                    hosts, trusting(), Algorithms.MODERN, new SshLimits(Duration.ofMillis(400), LONG, LONG));

            assertThatThrownBy(() -> SshSession.connect(address, PASSWORD, impatient))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has not let us in within");
        }
    }

    @Test
    void aServerThatHangsUpIsToldApart() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Within.daemon("test", () -> {
                        try {
                            rude.accept().close();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .start();

            assertThatThrownBy(() -> SshSession.connect(
                            new SshAddress("root", "127.0.0.1", rude.getLocalPort()),
                            PASSWORD,
                            options(trusting(), Algorithms.MODERN)))
                    .isInstanceOf(UserError.class)
                    .hasMessageMatching(".*has closed the connection|.*connection reset.*");
        }
    }

    @Test
    void whereNothingListensTheReasonIsTold() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> SshSession.connect(
                        new SshAddress("root", "127.0.0.1", free), PASSWORD, options(trusting(), Algorithms.MODERN)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("connection refused");
    }
}
