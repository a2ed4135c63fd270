package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as hexadecimal digits, in which white space means nothing. */
final class Hex {
    private Hex() {}

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
    }

    static Frame frame(String text) {
        return Frame.parse(bytes(text));
    }

    static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
