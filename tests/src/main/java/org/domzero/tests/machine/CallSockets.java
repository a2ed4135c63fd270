package org.domzero.tests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Unix sockets on which QEMU's calls are waited for: its monitor and its serial ports. This side listens, so that
 * it is there before QEMU starts and misses nothing of what it says.
 */
final class CallSockets implements AutoCloseable {
    private final Path folder;
    private final ServerSocketChannel monitor;
    private final List<ServerSocketChannel> serial = new ArrayList<>();

    CallSockets(MachineFiles files, int serialPorts) throws IOException {
        folder = files.sockets();
        monitor = listen(files.qmpSocket());
        for (int port = 0; port < serialPorts; port++) {
            serial.add(listen(files.serialSocket(port)));
        }
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    /**
     * Waits for the monitor's call.
     *
     * @throws java.nio.channels.ClosedChannelException when {@link #giveUp()} was called
     */
    SocketChannel monitor() throws IOException {
        return monitor.accept();
    }

    /** As {@link #monitor()}, for a serial port. */
    SocketChannel serial(int port) throws IOException {
        return serial.get(port).accept();
    }

    /** Ends all waiting. */
    void giveUp() {
        try {
            monitor.close();
            for (ServerSocketChannel one : serial) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody calls twice: connections that were made stay, the sockets are deleted. */
    @Override
    public void close() throws IOException {
        giveUp();
        try (Stream<Path> sockets = Files.list(folder)) {
            for (Path socket : sockets.toList()) {
                Files.delete(socket);
            }
        }
        Files.delete(folder);
    }
}
