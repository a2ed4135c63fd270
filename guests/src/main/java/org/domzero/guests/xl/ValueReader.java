package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.ShownText;

/** Reads one value at a time, by the rules of libxlu_cfg_l.l and libxlu_cfg_y.y in Xen's sources. */
final class ValueReader {
    /** Lists within lists are read by recursion, and xl's own settings have two levels. */
    static final int DEEPEST = 50;

    private static final int LARGEST_BYTE = 0xff;

    private final Source source;
    private final Cursor cursor;
    private final List<Problem> problems;
    private int openLists;

    /**
     * A reader that moves {@code cursor}.
     *
     * @param problems takes what is wrong but does not hinder reading on
     */
    ValueReader(Source source, Cursor cursor, List<Problem> problems) {
        this.source = source;
        this.cursor = cursor;
        this.problems = problems;
    }

    /** The value that begins at the cursor, which then stands behind it. */
    Value read() throws SyntaxError {
        openLists = 0;
        return value();
    }

    private Value value() throws SyntaxError {
        int first = cursor.peek();
        if (first == '"' || first == '\'') {
            return string(first);
        }
        if (first == '[') {
            return list();
        }
        int start = cursor.at();
        String number = cursor.takeNumber();
        if (number.isEmpty()) {
            throw error(Diagnosis.noValue(source, start));
        }
        return new Value.Atom(start, cursor.at(), number);
    }

    private Value list() throws SyntaxError {
        int start = cursor.at();
        if (openLists == DEEPEST) {
            throw error(source.problem(
                    start, "more than " + DEEPEST + " lists lie within one another", "no setting takes that"));
        }
        openLists++;
        cursor.advance();
        List<Value> values = new ArrayList<>();
        List<Integer> commas = new ArrayList<>();
        cursor.skipBlankLines();
        while (cursor.peek() != ']') {
            if (cursor.atEnd() || cursor.atLineWithSetting()) {
                throw error(source.problem(start, "the list that begins here does not end", "end it with ]"));
            }
            if (values.size() == commas.size()) {
                values.add(value());
            } else if (cursor.peek() == ',') {
                commas.add(cursor.at());
                cursor.advance();
            } else {
                throw error(Diagnosis.noComma(source, cursor.at(), values.get(values.size() - 1)));
            }
            cursor.skipBlankLines();
        }
        cursor.advance();
        openLists--;
        return new Value.Items(start, cursor.at(), List.copyOf(values), List.copyOf(commas));
    }

    private Value string(int quote) throws SyntaxError {
        int start = cursor.at();
        StringBuilder text = new StringBuilder();
        cursor.advance();
        while (cursor.peek() != quote) {
            if (cursor.peek() == '\\') {
                cursor.advance();
                requireLineGoesOn(start, quote);
                escape(text);
            } else {
                requireLineGoesOn(start, quote);
                plain(text);
            }
        }
        cursor.advance();
        return new Value.Atom(start, cursor.at(), text.toString());
    }

    private void plain(StringBuilder text) {
        if (cursor.peek() == '\0') {
            tell(cursor.at(), "a NUL stands here, at which xl ends the text", "delete it");
        }
        text.append((char) cursor.peek());
        cursor.advance();
    }

    private void requireLineGoesOn(int start, int quote) throws SyntaxError {
        if (cursor.atEnd() || cursor.peek() == '\n') {
            throw error(source.problem(
                    start,
                    "the text that begins here does not end on its line",
                    "end it with the quote it begins with: " + (char) quote));
        }
    }

    private void escape(StringBuilder text) {
        int letter = cursor.peek();
        cursor.advance();
        switch (letter) {
            case '"', '\'', '\\' -> text.append((char) letter);
            case 'a' -> text.append('\007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'v' -> text.append('\013');
            case 'x' -> code(text, cursor.at() - 2, 2, 2, 16);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                cursor.moveTo(cursor.at() - 1);
                code(text, cursor.at() - 1, 1, 3, 8);
            }
            default ->
                tell(
                        cursor.at() - 2,
                        ShownText.quoted("\\" + (char) letter) + " is no escape that xl knows",
                        "a backslash itself is written \\\\");
        }
    }

    private void code(StringBuilder text, int escape, int fewest, int most, int radix) {
        int from = cursor.at();
        int code = 0;
        while (cursor.at() - from < most && digit(radix) >= 0) {
            code = code * radix + digit(radix);
            cursor.advance();
        }
        if (cursor.at() - from < fewest || code == 0 || code > LARGEST_BYTE) {
            tell(
                    escape,
                    ShownText.quoted(source.text().substring(escape, cursor.at())) + " names no character",
                    "write \\x and two digits, from \\x01 to \\xff");
        } else {
            text.append((char) code);
        }
    }

    private int digit(int radix) {
        int character = cursor.peek();
        return character >= 0 && character < 0x80 ? Character.digit(character, radix) : -1;
    }

    /** A text may have one at each of its characters. */
    private void tell(int at, String message, String hint) {
        if (problems.size() < ConfigParser.MOST) {
            problems.add(source.problem(at, message, hint));
        }
    }

    private SyntaxError error(Problem problem) {
        return new SyntaxError(problem, openLists);
    }
}
