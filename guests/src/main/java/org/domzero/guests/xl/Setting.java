package org.domzero.guests.xl;

/**
 * One {@code key = value} or {@code key += value}, and where it stands.
 *
 * @param start where the key begins
 * @param operator where {@code =} or {@code +=} is
 * @param adds whether it is {@code +=}
 */
record Setting(String key, int start, int operator, boolean adds, Value value) {
    int end() {
        return value.end();
    }

    boolean isList() {
        return value instanceof Value.Items;
    }

    /**
     * The text without this setting: without its whole line if nothing else is on it, else without the semicolon that
     * separates it. Comments stay, except for those within a list.
     */
    String removedFrom(String text) {
        int left = start;
        while (left > 0 && isGap(text.charAt(left - 1))) {
            left--;
        }
        int right = TextLines.skipBlanks(text, end());
        while (right < text.length() && text.charAt(right) == ';') {
            right = TextLines.skipBlanks(text, right + 1);
        }
        boolean first = TextLines.isStart(text, left);
        boolean last = TextLines.isEnd(text, right);
        if (first && last) {
            return TextLines.cut(text, left, TextLines.next(text, right));
        }
        int semicolon = text.lastIndexOf(';', start);
        if (!first && (last || TextLines.isComment(text, right)) && semicolon >= left) {
            return TextLines.cut(text, TextLines.skipBlanksBack(text, semicolon), end());
        }
        return TextLines.cut(text, start, right);
    }

    private static boolean isGap(char character) {
        return character == ' ' || character == '\t' || character == ';';
    }
}
