package org.domzero.installer.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.ShownText;
import org.tomlj.TomlParseError;

/** What tomlj says about text that is not TOML, told as everything else is. */
final class SyntaxProblems {
    /** A file that is no TOML at all has an error a line. */
    private static final int MOST = 20;

    /** More than one character of what tomlj stumbled on may be part of a password that lacks a quote. */
    private static final Pattern WORD = Pattern.compile("(?s)^Unexpected '(?!\\\\u).*[\\p{L}\\p{N}].*', expected ");

    private SyntaxProblems() {}

    /** In the order of the file, which tomlj does not keep. */
    static List<Problem> of(String file, List<TomlParseError> unsorted) {
        List<TomlParseError> errors = unsorted.stream()
                .sorted(Comparator.comparingInt(
                                (TomlParseError error) -> error.position().line())
                        .thenComparingInt(error -> error.position().column()))
                .toList();
        List<Problem> problems = new ArrayList<>();
        for (TomlParseError error : errors.subList(0, Math.min(errors.size(), MOST))) {
            String said = String.valueOf(error.getMessage());
            problems.add(new Problem(place(file, error), ShownText.printable(message(said)), hint(said)));
        }
        if (errors.size() > MOST) {
            problems.add(new Problem(
                    place(file, errors.get(MOST)),
                    "and " + (errors.size() - MOST) + " more places that are not TOML",
                    "is this the right file?"));
        }
        return problems;
    }

    /** A table that does not begin leaves its keys to the table before it: what is said about those would mislead. */
    static boolean concernAHeader(String text, List<TomlParseError> errors) {
        if (errors.isEmpty()) {
            return false;
        }
        List<String> lines = text.lines().toList();
        return errors.stream()
                .map(error -> error.position().line())
                .anyMatch(line -> line <= lines.size()
                        && lines.get(line - 1).stripLeading().startsWith("["));
    }

    private static Place place(String file, TomlParseError error) {
        return new Place(file, error.position().line(), error.position().column());
    }

    private static String message(String said) {
        String safe = said.matches("(?s)Unexpected '.', expected .*")
                ? said
                : WORD.matcher(said).replaceFirst("Unexpected text, expected ");
        return safe.substring(0, 1).toLowerCase(Locale.ROOT) + safe.substring(1);
    }

    private static String hint(String said) {
        if (said.endsWith("expected a value") && said.startsWith("Unexpected '")) {
            return "text stands in quotes: key = \"text\"";
        }
        if (said.startsWith("Unexpected end of line, expected \"")
                || said.startsWith("Unexpected end of line, expected '")) {
            return "text ends on its line, with the quote it begins with";
        }
        if (said.startsWith("Invalid escape sequence")) {
            return "in double quotes a backslash is written \\\\; in single quotes it stands for itself";
        }
        if (said.contains(" previously defined ")) {
            return "keep one of the two: a table has one header, and a key one value";
        }
        if (said.startsWith("Unexpected ':'")) {
            return "TOML has an equals sign: key = value";
        }
        if (said.startsWith("Unexpected '{'")) {
            return "this looks like JSON; TOML has key = value on a line each";
        }
        if (said.contains("expected ]")) {
            return "a table's header is its name in brackets on a line of its own: [host]";
        }
        if (said.endsWith("expected a value")) {
            return "a key has its value on the same line: key = \"text\"";
        }
        if (said.contains("too large") || said.contains("too deep")) {
            return "no key takes that";
        }
        return "'domzero answers example' prints a file that is right";
    }
}
