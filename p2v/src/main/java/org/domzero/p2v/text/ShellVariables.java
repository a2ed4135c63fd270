package org.domzero.p2v.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of variables that a shell reads, as those under /etc/sysconfig: {@code NAME=value} a line, in quotes or not.
 * The last value of a name counts. What else is in the file stays, and so does a value that goes on over several lines:
 * it is not seen at all.
 */
public final class ShellVariables {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*(?:\\[\\d+])?)=(.*)");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    private final Lines lines;

    private ShellVariables(Lines lines) {
        this.lines = lines;
    }

    public static ShellVariables of(String text) {
        return new ShellVariables(Lines.of(text));
    }

    public String text() {
        return lines.text();
    }

    /** The names, in order; one that is set twice comes twice. */
    public List<String> names() {
        return lines.contents().stream()
                .map(Assignment::of)
                .flatMap(Optional::stream)
                .map(Assignment::name)
                .toList();
    }

    public Optional<String> value(String name) {
        return lines.contents().stream()
                .map(Assignment::of)
                .flatMap(Optional::stream)
                .filter(assignment -> assignment.name.equals(name))
                .reduce((first, second) -> second)
                .map(Assignment::value);
    }

    /** With another value for a name, in the quotes the present one has; or in a new last line. */
    public ShellVariables with(String name, String value) {
        Optional<String> present = value(name);
        if (present.isEmpty()) {
            return new ShellVariables(lines.appended(name + "=" + written(value, null)));
        }
        return present.get().equals(value)
                ? this
                : new ShellVariables(lines.mapped(line -> Assignment.of(line)
                        .filter(assignment -> assignment.name.equals(name))
                        .map(assignment -> assignment.with(value))
                        .orElse(line)));
    }

    public ShellVariables without(String name) {
        return new ShellVariables(lines.without(line -> Assignment.of(line)
                .filter(assignment -> assignment.name.equals(name))
                .isPresent()));
    }

    private static String written(String value, @Nullable Character quote) {
        if (quote != null && quote == '\'' && value.indexOf('\'') < 0) {
            return "'" + value + "'";
        }
        if (quote == null && BARE.matcher(value).matches()) {
            return value;
        }
        return '"' + value.replaceAll("([\"\\\\$`])", "\\\\$1") + '"';
    }

    /** Where a value is in its line: with its quotes from {@code start} to {@code end}. */
    private record Assignment(String line, String name, String value, int start, int end) {
        static Optional<Assignment> of(String line) {
            Matcher matcher = ASSIGNMENT.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String name = matcher.group(1);
            int start = matcher.start(2);
            if (start == line.length() || (line.charAt(start) != '"' && line.charAt(start) != '\'')) {
                int end = start;
                while (end < line.length() && " \t;#".indexOf(line.charAt(end)) < 0) {
                    end++;
                }
                return Optional.of(new Assignment(line, name, line.substring(start, end), start, end));
            }
            return quoted(line, name, start);
        }

        private static Optional<Assignment> quoted(String line, String name, int start) {
            char quote = line.charAt(start);
            StringBuilder value = new StringBuilder();
            int at = start + 1;
            while (at < line.length() && line.charAt(at) != quote) {
                boolean escape = quote == '"'
                        && line.charAt(at) == '\\'
                        && at + 1 < line.length()
                        && "\"\\$`".indexOf(line.charAt(at + 1)) >= 0;
                at += escape ? 1 : 0;
                value.append(line.charAt(at));
                at++;
            }
            return at < line.length()
                    ? Optional.of(new Assignment(line, name, value.toString(), start, at + 1))
                    : Optional.empty();
        }

        String with(String other) {
            boolean quoted = end > start && (line.charAt(start) == '"' || line.charAt(start) == '\'');
            return line.substring(0, start) + written(other, quoted ? line.charAt(start) : null) + line.substring(end);
        }
    }
}
