package org.domzero.tests.machine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.domzero.installer.answers.IpAddress;
import org.domzero.installer.answers.Ipv4Address;
import org.domzero.installer.answers.Ipv6Address;
import org.jspecify.annotations.Nullable;

/**
 * A port of a switch that is set up as one of an aggregate (LACP) and for one VLAN, in which there is a router. Nothing
 * else gets an answer: neither frames without tag or in another VLAN, nor any before the other side has agreed to the
 * aggregate. It knows no sockets.
 */
final class TrunkPort {
    private static final Ipv4Address NO_IPV4 = new Ipv4Address(0);
    private static final Ipv6Address NO_IPV6 = new Ipv6Address(0, 0);

    private final int vlan;
    private final Router router;
    private final LacpPartner lacp;
    private final Set<IpAddress> strays = new LinkedHashSet<>();
    private int lacpdus;
    private int echoes;

    TrunkPort(int vlan, Router router, LacpPartner lacp) {
        this.vlan = vlan;
        this.router = router;
        this.lacp = lacp;
    }

    /** Takes a frame and returns those to send back. */
    List<Frame> answers(ByteBuffer bytes) {
        try {
            return listOf(answer(Frame.parse(bytes)));
        } catch (BufferUnderflowException cutShort) {
            // A frame that ends within a header is none.
            return List.of();
        }
    }

    private @Nullable Frame answer(Frame frame) {
        Lacpdu lacpdu = Lacpdu.parse(frame);
        if (lacpdu != null) {
            lacpdus++;
            lacp.hear(lacpdu);
            return lacp.say();
        }
        if (frame.vlan() != vlan) {
            keep(frame.speaker());
            return null;
        }
        if (!lacp.isUsed()) {
            return null;
        }
        Frame neighbour = router.resolve(frame);
        if (neighbour != null) {
            return neighbour;
        }
        Frame echo = router.echo(frame);
        if (echo != null) {
            echoes++;
        }
        return echo;
    }

    private void keep(@Nullable IpAddress stray) {
        // One that has no address yet asks for it, or whether it is free, in the name of none.
        if (stray != null && !stray.equals(NO_IPV4) && !stray.equals(NO_IPV6)) {
            strays.add(stray);
        }
    }

    /** What it sends every second without being asked. */
    List<Frame> heartbeat() {
        return listOf(lacp.say());
    }

    private static List<Frame> listOf(@Nullable Frame frame) {
        return frame == null ? List.of() : List.of(frame);
    }

    /** The machine at the other end is gone. */
    void unplugged() {
        lacp.forget();
    }

    /** Whether the other side uses it as part of the aggregate. */
    boolean isUsed() {
        return lacp.isUsed();
    }

    /** How many LACPDUs it has heard. */
    int lacpdus() {
        return lacpdus;
    }

    /** How many pings it has answered. */
    int echoes() {
        return echoes;
    }

    /** The IP addresses that spoke outside of the VLAN. */
    Set<IpAddress> strays() {
        return Set.copyOf(strays);
    }
}
