package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import org.domzero.installer.answers.Ipv6Address;
import org.jspecify.annotations.Nullable;

/**
 * A packet of IPv6 (RFC 8200) with nothing between its header and its payload.
 *
 * @param protocol of the payload: the "next header"
 * @param hopLimit how many routers may still pass it on
 */
record Ipv6Packet(Ipv6Address source, Ipv6Address destination, int protocol, int hopLimit, ByteBuffer payload) {
    static final int ICMPV6 = 58;

    private static final int HEADER = 40;
    private static final int VERSION = 6 << 28;

    /** Null if it is of another version or longer than what has come. */
    static @Nullable Ipv6Packet parse(ByteBuffer bytes) {
        ByteBuffer rest = bytes.slice();
        int version = rest.getInt() >>> 28;
        int length = rest.getShort() & 0xFFFF;
        if (version != 6 || HEADER + length > bytes.remaining()) {
            return null;
        }
        int protocol = rest.get() & 0xFF;
        int hopLimit = rest.get() & 0xFF;
        return new Ipv6Packet(
                new Ipv6Address(rest.getLong(), rest.getLong()),
                new Ipv6Address(rest.getLong(), rest.getLong()),
                protocol,
                hopLimit,
                rest.slice(HEADER, length));
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** What the checksum of an ICMPv6 message so long begins with (RFC 8200, 8.1). */
    static ByteBuffer pseudoHeader(Ipv6Address source, Ipv6Address destination, int length) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        putAddresses(header, source, destination);
        return header.putInt(length).putInt(ICMPV6).flip();
    }

    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.remaining());
        bytes.putInt(VERSION).putShort((short) payload.remaining());
        bytes.put((byte) protocol).put((byte) hopLimit);
        putAddresses(bytes, source, destination);
        return bytes.put(payload()).flip();
    }

    private static void putAddresses(ByteBuffer to, Ipv6Address source, Ipv6Address destination) {
        to.putLong(source.high()).putLong(source.low());
        to.putLong(destination.high()).putLong(destination.low());
    }
}
