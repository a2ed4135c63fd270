package org.domzero.bootloader.extlinux;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** Cuts a file into {@link Line}s, and finds what Syslinux would silently misread. */
final class ConfigParser {
    /** What Syslinux reads of one line at once, its end included (MAX_LINE in its readconfig.c, less the final NUL). */
    static final int LONGEST_LINE = 4095;

    private final String file;
    private final List<String> physical;
    private final List<Line> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int next;

    private ConfigParser(String file, String text) {
        this.file = file;
        this.physical = physicalLines(text);
    }

    static List<Line> parse(String file, String text) {
        ConfigParser parser = new ConfigParser(file, text);
        while (parser.next < parser.physical.size()) {
            int number = parser.next + 1;
            Line line = parser.readLine();
            parser.check(line, number);
            parser.lines.add(line);
        }
        if (!parser.problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, parser.problems);
        }
        return List.copyOf(parser.lines);
    }

    private Line readLine() {
        int number = next + 1;
        StringBuilder raw = new StringBuilder();
        StringBuilder content = new StringBuilder(takePhysical(raw));
        Line first = Line.of(raw.toString(), content.toString(), false);
        if (first.keyword().equals("text")) {
            return textBlock(first, number);
        }
        // A keyword that is itself cut by a backslash ("APPEND\") is no keyword yet, and may go on as well.
        boolean continues = first.continuable() && endsInBackslash(content);
        while (continues && next < physical.size()) {
            content.setLength(content.length() - 1);
            content.append(takePhysical(raw));
            continues = endsInBackslash(content);
        }
        if (continues) {
            content.setLength(content.length() - 1);
        }
        return Line.of(raw.toString(), content.toString(), continues);
    }

    private Line textBlock(Line first, int number) {
        StringBuilder raw = new StringBuilder(first.raw());
        while (next < physical.size()) {
            String content = takePhysical(raw);
            if (Line.of(content, content, false).keyword().equals("endtext")) {
                return new Line(raw.toString(), "text", first.head(), first.value(), false);
            }
        }
        problem(number, "TEXT without ENDTEXT hides the rest of the file", "end the text by a line that says ENDTEXT");
        return new Line(raw.toString(), "text", first.head(), first.value(), false);
    }

    private String takePhysical(StringBuilder raw) {
        String line = physical.get(next++);
        raw.append(line);
        if (line.length() > LONGEST_LINE) {
            problem(
                    next,
                    "the line is " + line.length() + " characters long, and Syslinux reads no more than " + LONGEST_LINE
                            + " of it",
                    "shorten it");
        }
        int end = 0;
        while (end < line.length() && line.charAt(end) != '\r' && line.charAt(end) != '\n') {
            end++;
        }
        return line.substring(0, end);
    }

    private void check(Line line, int number) {
        switch (line.keyword()) {
            case "label" -> {
                if (line.firstWord().isEmpty()) {
                    problem(number, "LABEL without a name", "name the entry: LABEL xe");
                }
            }
            case "timeout", "totaltimeout" ->
                checkNumber(line, number, "tenths of a second, as in " + upper(line) + " 50 for five seconds");
            case "prompt" -> checkNumber(line, number, "0 or 1, as in PROMPT 0");
            case "serial" -> {
                try {
                    SerialDirective.parse(line.value());
                } catch (IllegalArgumentException e) {
                    problem(number, "SERIAL: " + e.getMessage(), "write SERIAL 0 115200 for COM1");
                }
            }
            default -> {
                // Whatever else stands in the file is kept as it is, known to us or not.
            }
        }
    }

    private void checkNumber(Line line, int number, String expected) {
        if (!line.firstWord().matches("\\d{1,9}")) {
            problem(
                    number,
                    upper(line) + " \"" + line.firstWord() + "\" is not a whole number",
                    "it takes " + expected);
        }
    }

    private void problem(int line, String message, @Nullable String hint) {
        problems.add(new Problem(new Place(file, line, 0), message, hint));
    }

    private static String upper(Line line) {
        return line.keyword().toUpperCase(Locale.ROOT);
    }

    private static boolean endsInBackslash(StringBuilder text) {
        return !text.isEmpty() && text.charAt(text.length() - 1) == '\\';
    }

    private static List<String> physicalLines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
