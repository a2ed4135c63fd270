package org.domzero.guests.xl;

/** Where the lines of a text begin and end, and what is blank on them. */
final class TextLines {
    private TextLines() {}

    /** The offset at which the line begins that {@code at} lies in. */
    static int start(String text, int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    /** The offset at which the line ends that {@code at} lies in, before its line ending. */
    static int end(String text, int at) {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** The offset at which the next line begins. */
    static int next(String text, int at) {
        int newline = text.indexOf('\n', at);
        return newline < 0 ? text.length() : newline + 1;
    }

    /**
     * The offset of the first character from {@code at} on that is not blank. The carriage return of a line ending
     * counts as blank, though xl itself stumbles on it: files come from Windows, and are to be read and mended.
     */
    static int skipBlanks(String text, int at) {
        int next = at;
        while (next < text.length() && isBlank(text, next)) {
            next++;
        }
        return next;
    }

    /** The offset after the last character before {@code at} that is not blank, on the same line. */
    static int skipBlanksBack(String text, int at) {
        int previous = at;
        while (previous > 0 && (text.charAt(previous - 1) == ' ' || text.charAt(previous - 1) == '\t')) {
            previous--;
        }
        return previous;
    }

    private static boolean isBlank(String text, int at) {
        char character = text.charAt(at);
        return character == ' ' || character == '\t' || (character == '\r' && isEnd(text, at + 1));
    }

    /** Whether a line, or the text, ends at {@code at}. */
    static boolean isEnd(String text, int at) {
        return at == text.length() || text.charAt(at) == '\n';
    }

    /** Whether a line begins at {@code at}. */
    static boolean isStart(String text, int at) {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    static boolean isComment(String text, int at) {
        return at < text.length() && text.charAt(at) == '#';
    }

    /** The line ending that the text has. */
    static String newline(String text) {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    /** The text with an end to its last line. */
    static String closed(String text) {
        if (text.isEmpty() || text.endsWith("\n")) {
            return text;
        }
        return text.endsWith("\r") ? text + "\n" : text + newline(text);
    }

    static String cut(String text, int start, int end) {
        return replace(text, start, end, "");
    }

    static String insert(String text, int at, String inserted) {
        return replace(text, at, at, inserted);
    }

    static String replace(String text, int start, int end, String replacement) {
        return text.substring(0, start) + replacement + text.substring(end);
    }
}
