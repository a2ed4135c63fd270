package org.domzero.tests.machine;

import java.nio.ByteBuffer;

/** The checksum of IPv4, ICMP and ICMPv6: the complement of the one's complement sum of all 16-bit words (RFC 1071). */
final class InternetChecksum {
    private InternetChecksum() {}

    /**
     * The checksum of these bytes, with zero where it will stand. 0 if they have it already and it is right.
     *
     * @param parts one after the other; only the last may have an odd length
     */
    static int of(ByteBuffer... parts) {
        long sum = 0;
        for (ByteBuffer part : parts) {
            ByteBuffer rest = part.duplicate();
            while (rest.remaining() > 1) {
                sum += rest.getShort() & 0xFFFF;
            }
            if (rest.hasRemaining()) {
                sum += (rest.get() & 0xFF) << 8;
            }
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }
}
