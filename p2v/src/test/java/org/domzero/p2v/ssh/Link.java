package org.domzero.p2v.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between us and a server, which can break or fall silent. */
final class Link implements AutoCloseable {
    private final ServerSocket entrance;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    Link(SshAddress to) throws IOException {
        entrance = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Within.daemon("network", () -> accept(to)).start();
    }

    SshAddress address() {
        return new SshAddress("root", "127.0.0.1", entrance.getLocalPort());
    }

    private void accept(SshAddress to) {
        try {
            while (true) {
                Socket here = entrance.accept();
                Socket there = new Socket(to.host(), to.port());
                sockets.add(here);
                sockets.add(there);
                Within.daemon("network", () -> pass(here, there)).start();
                Within.daemon("network", () -> pass(there, here)).start();
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 14];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read;
            while ((read = in.read(buffer)) >= 0) {
                while (silent) {
                    Thread.sleep(20);
                    if (from.isClosed()) {
                        return;
                    }
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            // It was cut.
        }
    }

    void cut() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    void fallSilent() {
        silent = true;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
