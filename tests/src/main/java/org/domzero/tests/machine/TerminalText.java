package org.domzero.tests.machine;

/**
 * Makes plain text of what a terminal is sent: UTF-8, without escape sequences (ECMA-48: CSI, OSC, DCS and the short
 * ones), carriage returns and other control characters but newline and tab. Sequences and characters may come in
 * pieces.
 */
final class TerminalText {
    private static final int ESCAPE = 0x1b;
    private static final int BELL = 0x07;
    private static final int DELETE = 0x7f;

    private State state = State.TEXT;
    private int codePoint;
    private int continuationBytes;

    /** Adds the text in {@code bytes} to {@code to}. */
    void append(byte[] bytes, int length, StringBuilder to) {
        for (int i = 0; i < length; i++) {
            accept(bytes[i] & 0xff, to);
        }
    }

    private void accept(int value, StringBuilder to) {
        switch (state) {
            case TEXT -> text(value, to);
            case ESCAPED -> state = afterEscape(value);
            case INTERMEDIATE -> state = value < 0x30 ? State.INTERMEDIATE : State.TEXT;
            case CONTROL_SEQUENCE -> {
                if (value == ESCAPE) {
                    state = State.ESCAPED;
                } else if (value >= 0x40 && value <= 0x7e) {
                    state = State.TEXT;
                }
            }
            case STRING -> {
                if (value == BELL) {
                    state = State.TEXT;
                } else if (value == ESCAPE) {
                    // ESC \ ends the string; the backslash is then a short sequence of its own.
                    state = State.ESCAPED;
                }
            }
        }
    }

    private static State afterEscape(int value) {
        return switch (value) {
            case '[' -> State.CONTROL_SEQUENCE;
            case ']', 'P', 'X', '^', '_' -> State.STRING;
            default -> value >= 0x20 && value < 0x30 ? State.INTERMEDIATE : State.TEXT;
        };
    }

    private void text(int value, StringBuilder to) {
        if (value == ESCAPE) {
            continuationBytes = 0;
            state = State.ESCAPED;
        } else if (value < 0x80) {
            continuationBytes = 0;
            if ((value >= 0x20 && value != DELETE) || value == '\n' || value == '\t') {
                to.append((char) value);
            }
        } else if (value < 0xc0) {
            codePoint = (codePoint << 6) | (value & 0x3f);
            if (continuationBytes > 0 && --continuationBytes == 0) {
                to.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : '?');
            }
        } else {
            continuationBytes = value >= 0xf0 ? 3 : value >= 0xe0 ? 2 : 1;
            codePoint = value & (0x3f >> continuationBytes);
        }
    }

    private enum State {
        TEXT,
        ESCAPED,
        INTERMEDIATE,
        CONTROL_SEQUENCE,
        STRING
    }
}
