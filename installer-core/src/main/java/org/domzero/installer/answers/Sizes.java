package org.domzero.installer.answers;

import java.util.List;
import org.domzero.toolkit.ByteSize;

/** Sizes as the answer file has them. */
final class Sizes {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Sizes() {}

    /** Without a unit, bytes would be meant, which nobody means. */
    static ByteSize parse(String text) {
        if (text.strip().matches("\\d+")) {
            throw new WrongValue(text, "is a size without a unit", null);
        }
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw WrongValue.of(text, wrong);
        }
    }

    /** In the largest unit that leaves a whole number, unlike {@link ByteSize#toString}, which may round. */
    static String exact(ByteSize size) {
        long count = size.bytes();
        int unit = 0;
        while (count != 0 && count % 1024 == 0 && unit < UNITS.size() - 1) {
            count /= 1024;
            unit++;
        }
        return count + UNITS.get(unit);
    }
}
