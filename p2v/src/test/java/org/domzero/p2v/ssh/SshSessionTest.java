package org.domzero.p2v.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SshSessionTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MIB = 1 << 20;

    @TempDir
    private Path root;

    private TestServer server;
    private Link link;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        // So that the longest of these tests changes keys several times on its way.
        CoreModuleProperties.REKEY_BYTES_LIMIT.set(server.server, 5L * MIB);
        server.start();
        link = new Link(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        server.close();
    }

    private SshSession connect(Duration silence) throws IOException {
        KnownHosts hosts = new KnownHosts(new Effects(new RecordingCommandRunner(), root, event -> {}), "/known_hosts");
        return SshSession.connect(
                link.address(),
                new Credential.Password(new Secret.Given(TestServer.PASSWORD)),
                new SshOptions(
                        hosts,
                        HostKeyTrust.fingerprint(server.hostKey().fingerprint()),
                        Algorithms.MODERN,
                        new SshLimits(LONG, silence, LONG)));
    }

    @Test
    void aScriptLeavesStatusOutputAndErrors() throws IOException {
        try (SshSession session = connect(LONG)) {
            assertThat(session.run("printf '\\351!\\n'; echo \"it's\nwrong\tout \u001b[0m\" >&2; exit 3", LONG))
                    .isEqualTo(new RemoteResult(new RemoteExit.Status(3), "\u00e9!\n", "it's\nwrong out \\u001b[0m"));
            assertThat(session.run("false", LONG).exit()).isEqualTo(new RemoteExit.Status(1));
            assertThat(session.run("no-such-program-here", LONG).exit()).isEqualTo(new RemoteExit.Status(127));
            assertThat(session.run("kill -KILL $$", LONG).exit()).isEqualTo(new RemoteExit.Signal("KILL"));
            assertThat(session.run("cat; true", LONG).succeeded()).isTrue();
        }
    }

    @Test
    void connectionsComeBackThroughIt() throws IOException {
        server.server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        try (SshSession session = connect(LONG)) {
            int port = session.listen(SshSessionTest::greet);
            for (String name : List.of("one", "two")) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write((name + "\n").getBytes(StandardCharsets.US_ASCII));
                    assertThat(socket.getInputStream().readNBytes(9))
                            .asString(StandardCharsets.US_ASCII)
                            .isEqualTo("hello " + name);
                }
            }
        }
    }

    private static void greet(InputStream in, OutputStream out) {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            out.write(("hello " + reader.readLine()).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(reader.readLine()).isNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatLeadsNothingBackSaysSo() throws IOException {
        server.server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        try (SshSession session = connect(LONG)) {
            assertThatThrownBy(() -> session.listen((in, out) -> {}))
                    .isInstanceOf(UserError.class)
                    .hasMessage("the SSH server " + link.address() + " leads no connections back");
        }
    }

    @Test
    void ofManyErrorsTheLastAreKept() throws IOException {
        try (SshSession session = connect(LONG)) {
            String errors = session.run("seq 1 100000 >&2", LONG).errors();

            assertThat(errors).endsWith("\n99999\n100000").hasSizeLessThan(4100);
        }
    }

    @Test
    void aScriptThatWritesWithoutEndIsEnded() throws IOException {
        try (SshSession session = connect(LONG)) {
            assertThatThrownBy(() -> session.run("exec cat /dev/zero", LONG))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has written more than 16 MiB");
        }
    }

    @Test
    void aScriptIsEndedAtItsLimitAndTheSessionGoesOn() throws Exception {
        try (SshSession session = connect(LONG)) {
            assertThatThrownBy(() -> session.run("exec sleep 1000", Duration.ofMillis(300)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("\"exec sleep 1000\" was still running");
            assertThat(server.started.get(0).waitFor()).isNotZero();
            assertThat(session.run("true", LONG).succeeded()).isTrue();
        }
    }

    @Test
    void muchPassesBothWaysAtOnceAsItIs() throws Exception {
        int size = 24 * MIB;
        byte[] block = new byte[MIB + 17];
        new Random(7).nextBytes(block);
        try (SshSession session = connect(LONG);
                RemoteProcess process = session.open("exec cat")) {
            MessageDigest sent = sha256();
            Thread writer = Within.daemon("test", () -> {
                try (OutputStream in = process.stdin()) {
                    for (int left = size; left > 0; left -= block.length) {
                        int length = Math.min(left, block.length);
                        in.write(block, 0, length);
                        sent.update(block, 0, length);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();
            MessageDigest received = sha256();
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            int read;
            while ((read = process.stdout().read(buffer)) >= 0) {
                received.update(buffer, 0, read);
                total += read;
            }
            writer.join();

            assertThat(process.waitFor(LONG)).isEqualTo(new RemoteExit.Status(0));
            assertThat(total).isEqualTo(size);
            assertThat(HexFormat.of().formatHex(received.digest()))
                    .isEqualTo(HexFormat.of().formatHex(sent.digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatNobodyReadsStaysWhereItIs() throws Exception {
        try (SshSession session = connect(LONG);
                RemoteProcess process = session.open("exec head -c 64M /dev/zero")) {
            assertThat(process.stdout().read()).isZero();
            long before;
            do {
                before = server.written.get();
                Thread.sleep(400);
            } while (server.written.get() != before);

            assertThat(before).isLessThan(8 * MIB);
        }
    }

    @Test
    void aConnectionThatIsCutIsNoEnd() throws IOException {
        try (SshSession session = connect(LONG);
                RemoteProcess process = session.open("printf abc; exec sleep 1000")) {
            InputStream out = process.stdout();
            assertThat(out.readNBytes(3)).containsExactly('a', 'b', 'c');
            link.cut();

            assertThatThrownBy(out::read).isInstanceOf(ConnectionLost.class).hasMessageContaining("was lost");
            assertThatThrownBy(() -> process.waitFor(LONG)).isInstanceOf(ConnectionLost.class);
            assertThatThrownBy(() -> process.stdin().write(new byte[MIB])).isInstanceOf(ConnectionLost.class);
            assertThatThrownBy(() -> session.run("true", LONG)).isInstanceOf(ConnectionLost.class);
        }
    }

    @Test
    void aStreamThatIsCutInItsMiddleIsNoEnd() throws IOException {
        try (SshSession session = connect(LONG);
                RemoteProcess process = session.open("exec cat /dev/zero")) {
            process.stdout().readNBytes(3 * MIB);
            link.cut();

            assertThatThrownBy(() -> process.stdout().transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(ConnectionLost.class);
        }
    }

    @Test
    void aServerThatFallsSilentIsNoticedByWhoReads() throws IOException {
        try (SshSession session = connect(Duration.ofMillis(1500));
                RemoteProcess process = session.open("exec sleep 1000")) {
            link.fallSilent();

            assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(ConnectionLost.class);
        }
    }

    @Test
    void aServerThatFallsSilentIsNoticedByWhoStartsSomething() throws IOException {
        try (SshSession session = connect(Duration.ofMillis(1500))) {
            link.fallSilent();
            long start = System.nanoTime();

            assertThatThrownBy(() -> session.run("true", LONG)).isInstanceOf(ConnectionLost.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
        }
    }

    @Test
    void aServerThatFallsSilentIsNoticedByWhoWrites() throws IOException {
        try (SshSession session = connect(Duration.ofMillis(1500));
                RemoteProcess process = session.open("exec cat > /dev/null")) {
            link.fallSilent();

            assertThatThrownBy(() -> {
                        while (true) {
                            process.stdin().write(new byte[MIB]);
                        }
                    })
                    .isInstanceOf(ConnectionLost.class);
        }
    }

    @Test
    void whoeverIsInterruptedStopsWaiting() throws Exception {
        try (SshSession session = connect(LONG);
                RemoteProcess process = session.open("exec sleep 1000")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();

            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> session.run("true", LONG)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(session.run("true", LONG).succeeded()).isTrue();
        }
    }

    @Test
    void closingEndsTheProgram() throws Exception {
        try (SshSession session = connect(LONG)) {
            session.open("exec sleep 1000").close();

            assertThat(server.started.get(0).waitFor()).isNotZero();
            assertThat(session.run("true", LONG).succeeded()).isTrue();
        }
    }

    @Test
    void theNumberOfAProcessIsTakenOutOfItsErrors() {
        Tail rest = new Tail(line -> {});
        try (Pid pid = new Pid(rest)) {
            for (String part : new String[] {"motd\ndomzero-", "process=4711", "\ndomzero-process=1\n", "no end"}) {
                byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
                pid.write(bytes, 0, bytes.length);
            }
            assertThat(pid.number()).isEqualTo("4711");
            assertThat(rest.text()).isEqualTo("motd\ndomzero-process=1\nno end");
        }
    }

    @Test
    void whatAProcessSaysIsKeptAlsoWithoutItsNumber() {
        Tail rest = new Tail(line -> {});
        Pid pid = new Pid(rest);
        byte[] bytes = "This account is not available".getBytes(StandardCharsets.US_ASCII);
        pid.write(bytes, 0, bytes.length);
        pid.close();

        assertThat(pid.number()).isNull();
        assertThat(rest.text()).isEqualTo("This account is not available");
    }
}
