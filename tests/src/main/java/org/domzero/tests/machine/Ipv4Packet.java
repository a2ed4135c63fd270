package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import org.domzero.installer.answers.Ipv4Address;
import org.jspecify.annotations.Nullable;

/** A packet of IPv4 (RFC 791), whole and without options when it is made here. */
record Ipv4Packet(Ipv4Address source, Ipv4Address destination, int protocol, ByteBuffer payload) {
    static final int ICMP = 1;

    private static final int HEADER = 20;
    private static final int VERSION_AND_LENGTH = 4 << 4 | (HEADER / 4);
    private static final int CHECKSUM = 10;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int TIME_TO_LIVE = 64;

    /** Null if it is of another version, its checksum is wrong, or it is longer than what has come. */
    static @Nullable Ipv4Packet parse(ByteBuffer bytes) {
        ByteBuffer rest = bytes.slice();
        int first = rest.get() & 0xFF;
        int header = (first & 0xF) * 4;
        rest.get();
        int length = rest.getShort() & 0xFFFF;
        if (first >>> 4 != 4 || header < HEADER || length < header || length > bytes.remaining()) {
            return null;
        }
        if (InternetChecksum.of(rest.slice(0, header)) != 0) {
            return null;
        }
        rest.getInt(); // identification and fragment
        rest.get(); // time to live
        int protocol = rest.get() & 0xFF;
        rest.getShort();
        // What follows the length is padding of the frame.
        return new Ipv4Packet(
                new Ipv4Address(rest.getInt()),
                new Ipv4Address(rest.getInt()),
                protocol,
                rest.slice(header, length - header));
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    Ipv4Packet answer(ByteBuffer answer) {
        return new Ipv4Packet(/* source= */ destination, /* destination= */ source, protocol, answer);
    }

    ByteBuffer bytes() {
        int length = HEADER + payload.remaining();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.putShort((short) (VERSION_AND_LENGTH << 8)).putShort((short) length);
        bytes.putShort((short) 0).putShort((short) DO_NOT_FRAGMENT);
        bytes.put((byte) TIME_TO_LIVE).put((byte) protocol).putShort((short) 0);
        bytes.putInt(source.bits()).putInt(destination.bits());
        bytes.putShort(CHECKSUM, (short) InternetChecksum.of(bytes.slice(0, HEADER)));
        return bytes.put(payload()).flip();
    }
}
