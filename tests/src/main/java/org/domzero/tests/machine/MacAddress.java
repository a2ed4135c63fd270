package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An Ethernet address.
 *
 * @param bits its six bytes, the first one highest
 */
record MacAddress(long bits) {
    private static final HexFormat FORM = HexFormat.ofDelimiter(":");
    private static final int LENGTH = 6;

    /** Reads {@code 52:54:00:12:34:56}. */
    static MacAddress parse(String text) {
        return read(ByteBuffer.wrap(FORM.parseHex(text)));
    }

    /** Takes it from where {@code from} is. */
    static MacAddress read(ByteBuffer from) {
        return new MacAddress((long) (from.getShort() & 0xFFFF) << 32 | (from.getInt() & 0xFFFFFFFFL));
    }

    void write(ByteBuffer to) {
        to.putShort((short) (bits >>> 32)).putInt((int) bits);
    }

    @Override
    public String toString() {
        return FORM.formatHex(ByteBuffer.allocate(Long.BYTES).putLong(bits).array(), Long.BYTES - LENGTH, Long.BYTES);
    }
}
