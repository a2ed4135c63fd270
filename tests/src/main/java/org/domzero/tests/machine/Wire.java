package org.domzero.tests.machine;

import java.nio.file.Path;
import java.util.List;

/** What a network card is connected to. */
public sealed interface Wire {
    /**
     * A network of its own, which QEMU's user-mode stack gives DHCP (10.0.2.0/24), DNS and a way out. The guest reaches
     * this machine's loopback as 10.0.2.2.
     *
     * @param forwards ports of this machine's loopback that lead into the guest
     */
    record UserMode(List<Forward> forwards) implements Wire {
        public UserMode {
            forwards = List.copyOf(forwards);
        }
    }

    /**
     * A cable to a port of a {@link Switch}, of 1 Gbit/s, full duplex.
     *
     * @param socket the Unix socket on which the switch waits for QEMU to call
     */
    record SwitchPort(Path socket) implements Wire {}

    /** A TCP port of this machine's loopback and the guest's port behind it. */
    record Forward(int hostPort, int guestPort) {}
}
