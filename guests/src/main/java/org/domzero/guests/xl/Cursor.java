package org.domzero.guests.xl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position that moves over a text. */
final class Cursor {
    private static final Pattern NAME = Pattern.compile("[a-z][_0-9a-z]*+");
    private static final Pattern SETTING = Pattern.compile("[a-z][_0-9a-z]*+[ \\t]*+\\+?=");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9a-fx]*+");

    private final String text;
    private int at;

    Cursor(String text, int at) {
        this.text = text;
        this.at = at;
    }

    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The next character; -1 at the end. */
    int peek() {
        return atEnd() ? -1 : text.charAt(at);
    }

    void advance() {
        at++;
    }

    boolean take(String expected) {
        boolean found = text.startsWith(expected, at);
        if (found) {
            at += expected.length();
        }
        return found;
    }

    /** The name of a setting; empty when none is here. */
    String takeName() {
        return take(NAME);
    }

    /** A number as xl's scanner cuts it out, which need not be one; empty when none is here. */
    String takeNumber() {
        return take(NUMBER);
    }

    private String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    void skipBlanks() {
        at = TextLines.skipBlanks(text, at);
    }

    /** Moves to the end of the line, before the newline. */
    void skipLine() {
        int newline = text.indexOf('\n', at);
        at = newline < 0 ? text.length() : newline;
    }

    /** Moves over all that may stand between the values of a list: blanks, newlines and comments. */
    void skipBlankLines() {
        skipBlanks();
        while (peek() == '\n' || peek() == '#') {
            if (peek() == '#') {
                skipLine();
            } else {
                advance();
            }
            skipBlanks();
        }
    }

    /** Whether here, as the first on its line, stands what looks like a setting. */
    boolean atLineWithSetting() {
        return TextLines.isStart(text, TextLines.skipBlanksBack(text, at))
                && SETTING.matcher(text).region(at, text.length()).lookingAt();
    }
}
