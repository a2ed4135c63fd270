package org.domzero.p2v.push;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.domzero.p2v.copy.Source;
import org.domzero.toolkit.RunningProgram;

/** A machine that serves scripts at a port of this host's loopback, to which its own connection leads. */
public final class ServedSource implements Source {
    private static final Duration CONNECTING = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 16;

    private final int port;
    private final String secret;

    public ServedSource(int port, String secret) {
        this.port = port;
        this.secret = secret;
    }

    @Override
    public RunningProgram start(String script, Consumer<String> onError) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Math.toIntExact(CONNECTING.toMillis()));
            socket.setTcpNoDelay(true);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
            out.write(secret.getBytes(StandardCharsets.US_ASCII));
            new Frame(Frame.Kind.SCRIPT, script.getBytes(StandardCharsets.ISO_8859_1)).write(out);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
            return new ServedProgram(socket, in, out, onError);
        } catch (IOException e) {
            socket.close();
            throw new IOException("the connection to the machine was lost", e);
        }
    }
}
