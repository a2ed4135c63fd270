package org.domzero.installer.answers;

import java.util.Locale;

/** Text out of an answer file, made fit for a message: short, and without characters that would drive a terminal. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    static String quoted(String text) {
        return "\"" + plain(text) + "\"";
    }

    static String plain(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters > LONGEST
                ? printable(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "..."
                : printable(text);
    }

    /** At any length. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isDefined(character) && !isInvisible(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", character));
            }
        });
        return shown.toString();
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
