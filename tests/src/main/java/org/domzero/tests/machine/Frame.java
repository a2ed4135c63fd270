package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import org.domzero.installer.answers.IpAddress;
import org.domzero.installer.answers.Ipv4Address;
import org.domzero.installer.answers.Ipv6Address;
import org.jspecify.annotations.Nullable;

/**
 * An Ethernet frame, without its check sequence, which QEMU neither gives nor wants (IEEE 802.3, clause 3).
 *
 * @param vlan the one its tag names (IEEE 802.1Q, 9.6); {@link #UNTAGGED} without a tag, or with one that names none
 * @param type the EtherType of the payload
 */
record Frame(MacAddress destination, MacAddress source, int vlan, int type, ByteBuffer payload) {
    static final int UNTAGGED = 0;

    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int IPV6 = 0x86DD;
    /** LACP is one of the slow protocols. */
    static final int SLOW = 0x8809;

    private static final int TAG = 0x8100;
    private static final int LONGEST_HEADER = 18;

    /** @throws java.nio.BufferUnderflowException when it is shorter than its header */
    static Frame parse(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        MacAddress destination = MacAddress.read(rest);
        MacAddress source = MacAddress.read(rest);
        int vlan = UNTAGGED;
        int type = rest.getShort() & 0xFFFF;
        if (type == TAG) {
            vlan = rest.getShort() & 0xFFF;
            type = rest.getShort() & 0xFFFF;
        }
        return new Frame(destination, source, vlan, type, rest.slice());
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** A frame back to where this one came from, in its VLAN. */
    Frame answer(MacAddress from, ByteBuffer answer) {
        return new Frame(source, from, vlan, type, answer);
    }

    /** The IP address that speaks in it; none in what is neither ARP nor IP. */
    @Nullable
    IpAddress speaker() {
        ByteBuffer rest = payload();
        return switch (type) {
            case ARP -> new Ipv4Address(skip(rest, 14).getInt());
            case IPV4 -> new Ipv4Address(skip(rest, 12).getInt());
            case IPV6 -> {
                skip(rest, 8);
                yield new Ipv6Address(rest.getLong(), rest.getLong());
            }
            default -> null;
        };
    }

    private static ByteBuffer skip(ByteBuffer buffer, int count) {
        buffer.get(new byte[count]);
        return buffer;
    }

    /** As it goes over the wire. */
    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_HEADER + payload.remaining());
        destination.write(bytes);
        source.write(bytes);
        if (vlan != UNTAGGED) {
            bytes.putShort((short) TAG).putShort((short) vlan);
        }
        return bytes.putShort((short) type).put(payload()).flip();
    }
}
