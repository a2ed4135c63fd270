package org.domzero.p2v.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.RunningProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServedSourceTest {
    private static final String SECRET = "0123456789abcdef".repeat(4);

    @TempDir
    Path directory;

    private final List<Socket> connections = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ScriptServer server = new ScriptServer(SECRET, new ProcessStarter());
        Thread accepting = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = listening.accept();
                    connections.add(socket);
                    new Thread(() -> serve(server, socket)).start();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    private static void serve(ScriptServer server, Socket socket) {
        try (socket) {
            server.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException lost) {
            // The host's side tells.
        }
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
    }

    private RunningProgram start(String script) throws IOException {
        return start(SECRET, script);
    }

    private RunningProgram start(String secret, String script) throws IOException {
        return new ServedSource(listening.getLocalPort(), secret).start(script, errors::add);
    }

    private static String output(RunningProgram program) throws IOException {
        return new String(program.output().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aScriptIsRunAsItIs() throws IOException {
        try (RunningProgram program = start("echo 'it''s'; printf '\u00e9\\n'; echo wrong >&2; exit 7")) {
            program.input().close();
            assertThat(output(program)).isEqualTo("its\n\u00e9\n");
            assertThat(program.status()).isEqualTo(7);
            assertThat(errors).containsExactly("wrong");
        }
    }

    @Test
    void bytesGoBothWaysAtOnce() throws Exception {
        byte[] much = new byte[5_000_000];
        new Random(1).nextBytes(much);
        try (RunningProgram program = start("cat")) {
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> {
                try (OutputStream input = program.input()) {
                    input.write(much);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(program.output().readAllBytes()).isEqualTo(much);
            assertThat(program.status()).isZero();
            feeding.get();
        }
    }

    /** What is not taken from the connection at once would keep all others that share it waiting. */
    @Test
    void whatAProgramDoesNotReadIsNotSent() throws Exception {
        Path go = directory.resolve("go");
        try (RunningProgram program = start("while [ ! -e " + go + " ]; do sleep 0.1; done; wc -c")) {
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> {
                try (OutputStream input = program.input()) {
                    input.write(new byte[1_000_000]);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (RunningProgram other = start("echo other")) {
                other.input().close();
                assertThat(output(other)).isEqualTo("other\n");
            }
            assertThat(feeding).isNotDone();
            Files.createFile(go);
            assertThat(output(program).strip()).isEqualTo("1000000");
            feeding.get();
        }
    }

    @Test
    void aProgramThatReadsNoMoreHasItsStatus() throws IOException {
        try (RunningProgram program = start("exit 3")) {
            try (OutputStream input = program.input()) {
                input.write(new byte[1000]);
            }
            assertThat(output(program)).isEmpty();
            assertThat(program.status()).isEqualTo(3);
        }
    }

    @Test
    void aLostConnectionIsNoEnd() throws IOException {
        try (RunningProgram program = start("echo begun; sleep 60")) {
            program.input().close();
            assertThat(program.output().readNBytes(6)).isEqualTo("begun\n".getBytes(StandardCharsets.US_ASCII));
            for (Socket socket : connections) {
                socket.close();
            }
            assertThatThrownBy(() -> program.output().read()).isInstanceOf(IOException.class);
            assertThatThrownBy(program::status).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsNotWantedAnyMoreIsEnded() throws Exception {
        Path pid = directory.resolve("pid");
        try (RunningProgram program = start("echo $$ > " + pid + "; echo begun; exec sleep 60")) {
            assertThat(program.output().readNBytes(6)).isEqualTo("begun\n".getBytes(StandardCharsets.US_ASCII));
        }
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(process -> process.onExit().join());
    }

    @Test
    void whoDoesNotKnowTheSecretGetsNothing() throws IOException {
        Path written = directory.resolve("written");
        try (RunningProgram program = start("f".repeat(64), "touch " + written)) {
            assertThatThrownBy(() -> program.output().read()).isInstanceOf(IOException.class);
        }
        assertThat(written).doesNotExist();
    }

    /** As JSch hands connections over: such a pipe is at its end when the thread that has written last has come to its own. */
    @Test
    void aPipeOutlastsWhatWasWritten() throws Exception {
        PipedOutputStream orders = new PipedOutputStream();
        PipedInputStream from = new PipedInputStream(orders, 1 << 17);
        PipedOutputStream to = new PipedOutputStream();
        PipedInputStream answers = new PipedInputStream(to, 1 << 17);
        ScriptServer server = new ScriptServer(SECRET, new ProcessStarter());
        CompletableFuture<Void> served = CompletableFuture.runAsync(() -> server.serve(from, to));
        DataOutputStream out = new DataOutputStream(orders);
        out.write(SECRET.getBytes(StandardCharsets.US_ASCII));
        // Java looks every second whether whoever has written last is still there, three times.
        new Frame(Frame.Kind.SCRIPT, "cat; sleep 4; echo end".getBytes(StandardCharsets.US_ASCII)).write(out);
        new Frame(Frame.Kind.INPUT, "begin ".getBytes(StandardCharsets.US_ASCII)).write(out);
        new Frame(Frame.Kind.INPUT, new byte[0]).write(out);
        DataInputStream in = new DataInputStream(answers);
        StringBuilder said = new StringBuilder();
        Frame frame;
        while ((frame = Frame.read(in)) != null && frame.kind() != Frame.Kind.EXIT) {
            if (frame.kind() == Frame.Kind.OUTPUT) {
                said.append(new String(frame.content(), StandardCharsets.US_ASCII));
            }
        }
        assertThat(said).hasToString("begin end\n");
        orders.close();
        served.get();
    }
}
