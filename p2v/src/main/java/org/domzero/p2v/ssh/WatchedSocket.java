package org.domzero.p2v.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A TCP connection in which nothing is written into the void: a write to a machine that has vanished would wait for a
 * quarter of an hour, and the session's own thread, which looks for signs of it, behind that write.
 */
final class WatchedSocket implements SocketFactory, AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final long NOT_WRITING = 0;

    private final Socket socket;
    private final Duration silence;
    private volatile long writingSince = NOT_WRITING;

    private WatchedSocket(Socket socket, Duration silence) {
        this.socket = socket;
        this.silence = silence;
    }

    /** Tries one address of a host after the other. */
    static WatchedSocket connect(SshAddress address, SshLimits limits) throws IOException {
        IOException last = null;
        for (InetAddress one : InetAddress.getAllByName(address.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(
                        new InetSocketAddress(one, address.port()),
                        Math.toIntExact(limits.connect().toMillis()));
                WatchedSocket watched = new WatchedSocket(socket, limits.silence());
                Within.daemon("watch over SSH", watched::watch).start();
                return watched;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last == null ? new IOException("it has no address") : last;
    }

    private void watch() {
        long every = Math.max(1, Math.min(1000, silence.toMillis() / 4));
        try {
            while (!socket.isClosed()) {
                Thread.sleep(every);
                long since = writingSince;
                if (since != NOT_WRITING && System.nanoTime() - since > silence.toNanos()) {
                    close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        return socket;
    }

    /** Buffered: the length of each packet is read alone. */
    @Override
    public InputStream getInputStream(Socket same) throws IOException {
        return new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    @Override
    public OutputStream getOutputStream(Socket same) throws IOException {
        OutputStream out = socket.getOutputStream();
        return new OutputStream() {
            @Override
            public void write(int each) throws IOException {
                write(new byte[] {(byte) each}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writingSince = System.nanoTime() | 1;
                try {
                    out.write(bytes, offset, length);
                } finally {
                    writingSince = NOT_WRITING;
                }
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** Ends every read and write. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
