package org.domzero.guests.xl;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as C's {@code strtol} reads them when it is to tell the base itself, which is what xl has it do. */
final class XlNumber {
    private static final Pattern FORM =
            Pattern.compile("[ \\t\\n\\x0b\\f\\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*))");

    private XlNumber() {}

    /** The number; empty when the text is none, or none of 64 bits. */
    static OptionalLong parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        String sign = matcher.group(1);
        try {
            if (matcher.group(2) != null) {
                return OptionalLong.of(Long.parseLong(sign + matcher.group(2), 16));
            }
            if (matcher.group(3) != null) {
                return OptionalLong.of(Long.parseLong(sign + "0" + matcher.group(3), 8));
            }
            return OptionalLong.of(Long.parseLong(sign + matcher.group(4)));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
