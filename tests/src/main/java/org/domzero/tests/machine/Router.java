package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import org.domzero.installer.answers.Ipv4Address;
import org.domzero.installer.answers.Ipv6Address;
import org.jspecify.annotations.Nullable;

/**
 * The router of a network: tells its MAC address who asks for one of its IP addresses, and answers pings to itself and to
 * all the world beyond it. A packet with a wrong checksum gets no answer, as anywhere.
 */
record Router(MacAddress mac, Ipv4Address ipv4, Ipv6Address ipv6) {
    /** ARP's first eight bytes, for Ethernet and IPv4 (RFC 826). */
    private static final long ARP_REQUEST = 0x0001_0800_06_04_0001L;

    private static final long ARP_REPLY = ARP_REQUEST + 1;
    private static final int ARP_LENGTH = 28;

    // RFC 792
    private static final int ECHO = 8;
    private static final int ECHO_REPLY = 0;
    // RFC 4443
    private static final int ECHO_V6 = 128;
    private static final int ECHO_REPLY_V6 = 129;
    // RFC 4861
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int ADVERTISEMENT_LENGTH = 28;
    /** From a router, solicited, and to be believed instead of what was known before. */
    private static final int ADVERTISEMENT_FLAGS = 0xE0000000;
    /** The option "target's link-layer address", one unit of eight bytes long. */
    private static final short TARGET_ADDRESS = 0x0201;

    private static final int HOP_LIMIT = 64;
    /** Of a neighbour: what has passed a router has less. */
    private static final int FULL_HOP_LIMIT = 255;

    /** The answer to a question for its MAC address. */
    @Nullable
    Frame resolve(Frame frame) {
        return switch (frame.type()) {
            case Frame.ARP -> arpReply(frame);
            case Frame.IPV6 -> advertisement(frame);
            default -> null;
        };
    }

    /** The answer to a ping. */
    @Nullable
    Frame echo(Frame frame) {
        if (!frame.destination().equals(mac)) {
            return null;
        }
        return switch (frame.type()) {
            case Frame.IPV4 -> echoReply(frame);
            case Frame.IPV6 -> echoReplyV6(frame);
            default -> null;
        };
    }

    private @Nullable Frame arpReply(Frame frame) {
        ByteBuffer request = frame.payload();
        if (request.getLong() != ARP_REQUEST) {
            return null;
        }
        MacAddress asking = MacAddress.read(request);
        int askingIpv4 = request.getInt();
        MacAddress.read(request); // it is what is asked for
        if (request.getInt() != ipv4.bits()) {
            return null;
        }
        ByteBuffer reply = ByteBuffer.allocate(ARP_LENGTH).putLong(ARP_REPLY);
        mac.write(reply);
        reply.putInt(ipv4.bits());
        asking.write(reply);
        return frame.answer(mac, reply.putInt(askingIpv4).flip());
    }

    private @Nullable Frame advertisement(Frame frame) {
        Ipv6Packet packet = Ipv6Packet.parse(frame.payload());
        IcmpMessage solicitation = packet == null ? null : message(packet);
        if (packet == null || solicitation == null) {
            return null;
        }
        if (packet.hopLimit() != FULL_HOP_LIMIT || solicitation.type() != SOLICITATION) {
            return null;
        }
        ByteBuffer body = solicitation.body();
        body.getInt();
        if (!new Ipv6Address(body.getLong(), body.getLong()).equals(ipv6)) {
            return null;
        }
        ByteBuffer answer = ByteBuffer.allocate(ADVERTISEMENT_LENGTH).putInt(ADVERTISEMENT_FLAGS);
        answer.putLong(ipv6.high()).putLong(ipv6.low()).putShort(TARGET_ADDRESS);
        mac.write(answer);
        return answer(frame, ipv6, packet.source(), FULL_HOP_LIMIT, new IcmpMessage(ADVERTISEMENT, 0, answer.flip()));
    }

    private @Nullable Frame echoReply(Frame frame) {
        Ipv4Packet packet = Ipv4Packet.parse(frame.payload());
        if (packet == null || packet.protocol() != Ipv4Packet.ICMP) {
            return null;
        }
        IcmpMessage message = IcmpMessage.parse(packet.payload(), IcmpMessage.NO_PSEUDO_HEADER);
        if (message == null || message.type() != ECHO) {
            return null;
        }
        IcmpMessage reply = new IcmpMessage(ECHO_REPLY, 0, message.body());
        return frame.answer(
                mac, packet.answer(reply.bytes(IcmpMessage.NO_PSEUDO_HEADER)).bytes());
    }

    private @Nullable Frame echoReplyV6(Frame frame) {
        Ipv6Packet packet = Ipv6Packet.parse(frame.payload());
        IcmpMessage message = packet == null ? null : message(packet);
        if (packet == null || message == null || message.type() != ECHO_V6) {
            return null;
        }
        IcmpMessage reply = new IcmpMessage(ECHO_REPLY_V6, 0, message.body());
        return answer(frame, packet.destination(), packet.source(), HOP_LIMIT, reply);
    }

    private static @Nullable IcmpMessage message(Ipv6Packet packet) {
        if (packet.protocol() != Ipv6Packet.ICMPV6) {
            return null;
        }
        ByteBuffer bytes = packet.payload();
        return IcmpMessage.parse(
                bytes, Ipv6Packet.pseudoHeader(packet.source(), packet.destination(), bytes.remaining()));
    }

    private Frame answer(Frame frame, Ipv6Address from, Ipv6Address to, int hopLimit, IcmpMessage message) {
        ByteBuffer bytes = message.bytes(Ipv6Packet.pseudoHeader(from, to, message.length()));
        return frame.answer(mac, new Ipv6Packet(from, to, Ipv6Packet.ICMPV6, hopLimit, bytes).bytes());
    }
}
