package org.domzero.tests.machine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server that has been started, and is to listen soon. */
final class Listening {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int ATTEMPT_MILLIS = 1000;

    private Listening() {}

    /** Looks at a connection; fails where it is not the server's. */
    @FunctionalInterface
    interface Check {
        void of(Socket socket) throws IOException;
    }

    /**
     * Tries anew until it answers: nothing tells when a server begins to listen.
     *
     * @param name what to call it
     * @param log what it says
     */
    static void await(Process process, String name, InetSocketAddress address, Check check, Path log)
            throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address, ATTEMPT_MILLIS);
                socket.setSoTimeout(ATTEMPT_MILLIS);
                check.of(socket);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(name + " does not listen; it said:\n" + Files.readString(log), notYet);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
