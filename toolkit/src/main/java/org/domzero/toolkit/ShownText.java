package org.domzero.toolkit;

import java.util.Locale;

/**
 * Text out of a file, or from a user, made fit for a message: short, and without characters that would drive a terminal.
 */
public final class ShownText {
    private static final int LONGEST = 60;

    private ShownText() {}

    public static String quoted(String text) {
        return "\"" + plain(text) + "\"";
    }

    public static String plain(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters > LONGEST
                ? printable(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "..."
                : printable(text);
    }

    /** At any length. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (isVisible(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", character));
            }
        });
        return shown.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
