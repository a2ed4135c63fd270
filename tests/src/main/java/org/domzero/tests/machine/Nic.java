package org.domzero.tests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network card (virtio).
 *
 * @param mac as in {@code 52:54:00:12:34:56}
 * @param slot of the board's PCI bus, after which Linux names it: {@code enp0s16} in slot 16; QEMU's choice when null
 */
public record Nic(String mac, Wire wire, @Nullable Integer slot) {
    private static final int SSH = 22;

    /** On a network of its own: {@link Wire.UserMode}. */
    public static Nic user(String mac) {
        return new Nic(mac, new Wire.UserMode(List.of()), null);
    }

    /** With a cable to a switch: {@link Switch#port}. */
    public static Nic cabled(String mac, Wire.SwitchPort port) {
        return new Nic(mac, port, null);
    }

    /** In a slot of one's choice; QEMU puts other cards into the first ones, and its own devices into 0 and 31. */
    public Nic inSlot(int newSlot) {
        return new Nic(mac, wire, newSlot);
    }

    public Nic withForward(int hostPort, int guestPort) {
        List<Wire.Forward> more = new ArrayList<>(forwards());
        more.add(new Wire.Forward(hostPort, guestPort));
        return new Nic(mac, new Wire.UserMode(more), slot);
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
        return forwards().stream()
                .filter(forward -> forward.guestPort() == SSH)
                .mapToInt(Wire.Forward::hostPort)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port leads to SSH on " + this));
    }

    private List<Wire.Forward> forwards() {
        if (wire instanceof Wire.UserMode user) {
            return user.forwards();
        }
        throw new IllegalStateException("only QEMU's user-mode network leads ports of this machine into the guest");
    }
}
