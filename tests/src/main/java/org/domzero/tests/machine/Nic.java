package org.domzero.tests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network card (virtio) on a network of its own, which QEMU's user-mode stack gives DHCP (10.0.2.0/24), DNS and a
 * way out. The guest reaches this machine's loopback as 10.0.2.2.
 *
 * @param mac as in {@code 52:54:00:12:34:56}
 * @param forwards ports of this machine's loopback that lead into the guest
 * @param slot of the board's PCI bus, after which Linux names it: {@code enp0s16} in slot 16; QEMU's choice when null
 */
public record Nic(
        String mac, List<Forward> forwards, @Nullable Integer slot) {
    private static final int SSH = 22;

    public Nic {
        forwards = List.copyOf(forwards);
    }

    public static Nic user(String mac) {
        return new Nic(mac, List.of(), null);
    }

    /** In a slot of one's choice; QEMU puts other cards into the first ones, and its own devices into 0 and 31. */
    public Nic inSlot(int newSlot) {
        return new Nic(mac, forwards, newSlot);
    }

    public Nic withForward(int hostPort, int guestPort) {
        List<Forward> more = new ArrayList<>(forwards);
        more.add(new Forward(hostPort, guestPort));
        return new Nic(mac, more, slot);
    }

    /** Leads a port that is free right now to the guest's SSH; {@link #sshPort()} tells which. */
    public Nic withSsh() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return withForward(probe.getLocalPort(), SSH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of this machine's loopback that leads to the guest's SSH. */
    public int sshPort() {
        return forwards.stream()
                .filter(forward -> forward.guestPort == SSH)
                .mapToInt(Forward::hostPort)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port leads to SSH on " + this));
    }

    /** A TCP port of this machine's loopback and the guest's port behind it. */
    public record Forward(int hostPort, int guestPort) {}
}
