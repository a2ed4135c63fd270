package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message of ICMP (RFC 792) or ICMPv6 (RFC 4443).
 *
 * @param body what follows the checksum
 */
record IcmpMessage(int type, int code, ByteBuffer body) {
    /** What an ICMP checksum begins with; that of ICMPv6 has {@link Ipv6Packet#pseudoHeader}. */
    static final ByteBuffer NO_PSEUDO_HEADER = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private static final int HEADER = 4;
    private static final int CHECKSUM = 2;

    /** Null if the checksum is wrong. */
    static @Nullable IcmpMessage parse(ByteBuffer bytes, ByteBuffer pseudoHeader) {
        if (InternetChecksum.of(pseudoHeader, bytes) != 0) {
            return null;
        }
        ByteBuffer rest = bytes.duplicate();
        int type = rest.get() & 0xFF;
        int code = rest.get() & 0xFF;
        rest.getShort();
        return new IcmpMessage(type, code, rest.slice());
    }

    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    int length() {
        return HEADER + body.remaining();
    }

    ByteBuffer bytes(ByteBuffer pseudoHeader) {
        ByteBuffer bytes = ByteBuffer.allocate(length());
        bytes.put((byte) type).put((byte) code).putShort((short) 0);
        bytes.put(body()).flip();
        return bytes.putShort(CHECKSUM, (short) InternetChecksum.of(pseudoHeader, bytes));
    }
}
