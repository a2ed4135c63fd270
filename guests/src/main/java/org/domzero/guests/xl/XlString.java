package org.domzero.guests.xl;

import java.util.List;
import java.util.stream.Collectors;

/** Values as xl's text. */
final class XlString {
    static final String INDENT = "    ";

    private XlString() {}

    /**
     * In double quotes. Only what cannot stand there itself is escaped, and nothing by its code: of {@code \x41} and
     * {@code \101} xl's own reader drops the character they stand for (xlu__cfgl_dequote in libxlu_cfg.c, Xen 4.20).
     *
     * @throws IllegalArgumentException for a NUL, which ends text in C
     */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\0' -> throw new IllegalArgumentException("xl has no way to write a NUL");
                case '"', '\\' -> quoted.append('\\').append(character);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    /** An element a line; on one line if it is the only one. */
    static String list(List<String> values, String newline) {
        if (values.size() < 2) {
            return values.stream().map(XlString::quoted).collect(Collectors.joining("", "[", "]"));
        }
        return values.stream()
                .map(value -> newline + INDENT + quoted(value))
                .collect(Collectors.joining(",", "[", newline + "]"));
    }
}
