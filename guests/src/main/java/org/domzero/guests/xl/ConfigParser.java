package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/** Cuts a file into its settings, and tells what in it is not xl's. */
final class ConfigParser {
    /** A file that is no configuration at all has an error a line. */
    static final int MOST = 20;

    private final Source source;
    private final Cursor cursor;
    private final ValueReader values;
    private final List<Setting> settings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Boolean> lists = new HashMap<>();

    private ConfigParser(Source source) {
        this.source = source;
        this.cursor = new Cursor(source.text(), 0);
        this.values = new ValueReader(source, cursor, problems);
    }

    static List<Setting> parse(Source source) {
        ConfigParser parser = new ConfigParser(source);
        parser.readAll();
        if (!parser.problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, parser.problems);
        }
        return List.copyOf(parser.settings);
    }

    private void readAll() {
        while (toNextSetting()) {
            if (problems.size() >= MOST) {
                problems.add(source.problem(
                        cursor.at(), "the file was not read any further", "is it the configuration of a guest?"));
                return;
            }
            int start = cursor.at();
            try {
                add(setting());
            } catch (SyntaxError error) {
                problems.add(error.problem());
                recover(start, error.openLists());
            }
        }
    }

    private boolean toNextSetting() {
        cursor.skipBlankLines();
        while (cursor.peek() == ';') {
            cursor.advance();
            cursor.skipBlankLines();
        }
        return !cursor.atEnd();
    }

    private Setting setting() throws SyntaxError {
        int start = cursor.at();
        String key = cursor.takeName();
        cursor.skipBlanks();
        int operator = cursor.at();
        boolean adds = cursor.take("+=");
        boolean assigns = adds || cursor.take("=");
        if (key.isEmpty() || !assigns) {
            throw new SyntaxError(Diagnosis.noSetting(source, start), 0);
        }
        cursor.skipBlanks();
        Value value = values.read();
        cursor.skipBlanks();
        int next = cursor.peek();
        if (next >= 0 && next != '\n' && next != ';' && next != '#') {
            throw new SyntaxError(Diagnosis.noEnd(source, cursor.at(), value), 0);
        }
        return new Setting(key, start, operator, adds, value);
    }

    private void add(Setting setting) {
        Boolean list = lists.put(setting.key(), setting.isList());
        if (setting.adds() && list != null && list != setting.isList()) {
            String key = setting.key();
            problems.add(source.problem(
                    setting.value().start(),
                    list
                            ? ShownText.quoted(key) + " is a list, and += adds text to it"
                            : ShownText.quoted(key) + " is a single value, and += adds a list to it",
                    list ? "write " + key + " += [VALUE]" : "write " + key + " += \"TEXT\""));
        }
        settings.add(setting);
    }

    /** Moves to where the next setting is likely to begin, so that one error does not make many. */
    private void recover(int start, int openLists) {
        int open = openLists;
        while (open > 0) {
            if (cursor.atEnd() || cursor.atLineWithSetting()) {
                return;
            }
            switch (cursor.peek()) {
                case '#' -> cursor.skipLine();
                case '"', '\'' -> skipString();
                case '\n' -> cursor.skipBlankLines();
                default -> {
                    open += cursor.peek() == '[' ? 1 : cursor.peek() == ']' ? -1 : 0;
                    cursor.advance();
                    cursor.skipBlanks();
                }
            }
        }
        cursor.skipLine();
        skipIndented(start);
    }

    /** As {@link ValueReader} reads one, but whatever it says. */
    private void skipString() {
        int quote = cursor.peek();
        cursor.advance();
        while (!cursor.atEnd() && cursor.peek() != '\n' && cursor.peek() != quote) {
            if (cursor.peek() == '\\') {
                cursor.advance();
            }
            if (!cursor.atEnd() && cursor.peek() != '\n') {
                cursor.advance();
            }
        }
        if (cursor.peek() == quote) {
            cursor.advance();
        }
    }

    /** What Python's {@code if x:} holds together is one thing to take out. */
    private void skipIndented(int start) {
        String text = source.text();
        if (!text.substring(start, cursor.at()).stripTrailing().endsWith(":")) {
            return;
        }
        int line = TextLines.next(text, cursor.at());
        while (line < text.length() && (TextLines.isEnd(text, line) || TextLines.skipBlanks(text, line) > line)) {
            cursor.moveTo(line);
            cursor.skipLine();
            line = TextLines.next(text, line);
        }
    }
}
