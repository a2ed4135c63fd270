package org.domzero.tests.machine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.domzero.installer.answers.IpAddress;
import org.domzero.installer.answers.Ipv4Address;
import org.domzero.installer.answers.Ipv6Address;
import org.jspecify.annotations.Nullable;

/**
 * A managed switch, of which two ports are set up for a server with two cables: one aggregate (LACP) that carries one
 * VLAN, tagged, with a router in it ({@link TrunkPort}). QEMU's user-mode network knows neither.
 *
 * <p>It is there before the machine, and machines may be plugged in one after the other.
 */
public final class Switch implements AutoCloseable {
    /** How LACP knows it. */
    public static final String MAC = "02:00:00:00:00:01";

    private static final MacAddress ROUTER_MAC = MacAddress.parse("02:00:00:00:0c:01");
    private static final int PORTS = 2;

    private final Path folder;
    private final List<Port> ports = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals("the switch");
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(Switch::daemon);

    /** @param router4 the router's IPv4 address, as {@code router6} is its IPv6 address */
    public Switch(int vlan, String router4, String router6) throws IOException {
        Router router = new Router(ROUTER_MAC, Ipv4Address.parse(router4), Ipv6Address.parse(router6));
        // Not in a scenario's folder: the path of a socket holds 107 bytes at most (unix(7)).
        folder = Files.createTempDirectory("domzero-switch-");
        for (int number = 1; number <= PORTS; number++) {
            LacpPartner lacp = new LacpPartner(MacAddress.parse(MAC), number);
            ports.add(new Port(folder.resolve("port" + number), new TrunkPort(vlan, router, lacp)));
        }
        ports.forEach(port -> daemon(port::serve).start());
        ScheduledFuture<?> unused = heart.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "switch");
        thread.setDaemon(true);
        return thread;
    }

    /** A port for the cable of a network card, counted from 0. */
    public Wire.SwitchPort port(int number) {
        return new Wire.SwitchPort(ports.get(number).socket);
    }

    /** Waits until the machine says on both ports, after this was called, that it uses them as one. */
    public void awaitAggregate(Duration limit) {
        List<Integer> before = arrivals.now(
                () -> ports.stream().map(port -> port.trunk.lacpdus()).toList());
        arrivals.await(
                () -> isAggregate(before) ? this : null, limit, "both ports to be used as one", UnmetExpectation::new);
    }

    /** @param before how many LACPDUs of each port are too old to count */
    private boolean isAggregate(List<Integer> before) {
        return IntStream.range(0, PORTS).allMatch(number -> {
            TrunkPort trunk = ports.get(number).trunk;
            return trunk.isUsed() && trunk.lacpdus() > before.get(number);
        });
    }

    /** How many pings were answered on a port. */
    public int echoes(int port) {
        return arrivals.now(() -> ports.get(port).trunk.echoes());
    }

    /** The IP addresses that spoke outside of the VLAN, on any port. */
    public Set<String> strays() {
        return arrivals.now(() -> ports.stream()
                .flatMap(port -> port.trunk.strays().stream())
                .map(IpAddress::toString)
                .collect(Collectors.toSet()));
    }

    private void beat() {
        ports.forEach(Port::beat);
    }

    @Override
    public void close() throws IOException {
        heart.shutdownNow();
        for (Port port : ports) {
            port.close();
        }
        Files.delete(folder);
    }

    /** Where a cable is plugged in. */
    private final class Port {
        private final Path socket;
        private final TrunkPort trunk;
        private final ServerSocketChannel listener;
        private volatile @Nullable FrameStream cable;

        Port(Path socket, TrunkPort trunk) throws IOException {
            this.socket = socket;
            this.trunk = trunk;
            this.listener =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        }

        /** One machine after the other, until this is closed. */
        void serve() {
            while (listener.isOpen()) {
                try (FrameStream stream = new FrameStream(listener.accept())) {
                    cable = stream;
                    serve(stream);
                } catch (IOException goneOrClosed) {
                    // A machine ends as it likes.
                } finally {
                    cable = null;
                    arrivals.add(trunk::unplugged);
                }
            }
        }

        private void serve(FrameStream stream) throws IOException {
            ByteBuffer bytes = stream.read();
            while (bytes != null) {
                ByteBuffer frame = bytes;
                send(stream, () -> trunk.answers(frame));
                bytes = stream.read();
            }
        }

        void beat() {
            FrameStream stream = cable;
            if (stream == null) {
                return;
            }
            try {
                send(stream, trunk::heartbeat);
            } catch (IOException goneOrClosed) {
                // Who reads notices it too.
            }
        }

        private void send(FrameStream stream, Supplier<List<Frame>> what) throws IOException {
            List<Frame> frames = new ArrayList<>();
            arrivals.add(() -> frames.addAll(what.get()));
            for (Frame frame : frames) {
                stream.write(frame);
            }
        }

        void close() throws IOException {
            listener.close();
            FrameStream stream = cable;
            if (stream != null) {
                stream.close();
            }
            Files.delete(socket);
        }
    }
}
