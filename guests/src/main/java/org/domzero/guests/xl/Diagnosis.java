package org.domzero.guests.xl;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.ShownText;

/** What text that xl cannot read was probably meant to be. */
final class Diagnosis {
    /** How much of a line is looked at. */
    private static final int FARTHEST = 200;

    private static final String PYTHON = "xl no longer runs Python, as xm did: write the value that it comes to";
    private static final String SETTING = "a setting is written NAME = VALUE";
    private static final String WHOLE_NUMBERS = "numbers are whole and have no unit; all other text stands in quotes";

    /** Each against what comes before a setting's equals sign; the first that fits is told. */
    private static final List<Guess> NO_SETTING = List.of(
            new Guess("(\uFEFF)", "a byte order mark begins the file", "save it as UTF-8 without one"),
            new Guess(
                    "(import|from|def|class|if|elif|else|for|while|try|except|finally|return|print|exec|raise|global|pass"
                            + "|del|assert|with|lambda)\\b",
                    "# is Python",
                    PYTHON),
            new Guess("([A-Za-z_][\\w.]*+)\\s*[(\\[]", "# is followed by a bracket, as in Python", PYTHON),
            new Guess("([\\w-]++)\\s*:", "# is followed by a colon", "xl has an equals sign: NAME = VALUE"),
            new Guess(
                    "([\\w.-]++)\\s*\\+?=",
                    "# cannot be the name of a setting",
                    "names are small letters, digits and _, and begin with a letter"),
            new Guess("([a-z]\\w*+)", "no equals sign follows #", SETTING),
            new Guess("(//|--|/\\*)", "# does not begin a comment", "comments begin with #"),
            new Guess("(\\])", "# ends a list that has not begun", "a list is written NAME = [VALUE, VALUE]"),
            new Guess("(\\S++)", "# is not a setting", SETTING));

    /** Each against what stands where a value has to. */
    private static final List<Guess> NO_VALUE = List.of(
            new Guess("(?:[;#]|$)", "there is no value", "text is written in quotes, and \"\" is none"),
            new Guess("([,\\]])", "there is no value before #", "a list is written [VALUE, VALUE]"),
            new Guess("([-+]\\d[\\w.]*+)", "# stands without quotes", "xl reads a sign in quotes only: \"-1\""),
            new Guess(
                    "(True|False|true|false|yes|no|on|off|None)\\b", "# is not a value", "xl has 1 for yes, 0 for no"),
            new Guess("([rbuf]{1,2})['\"]", "# before a quote is Python", PYTHON),
            new Guess("(lambda|not)\\b", "# is Python", PYTHON),
            new Guess("([A-Za-z_][\\w.]*+)\\s*[(\\[%]", "# is followed by an operator, as in Python", PYTHON),
            new Guess("([({])", "# begins what only Python has", PYTHON),
            new Guess("([\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb])", "# is no quote", "quotes are \" and '"),
            new Guess("([A-Za-z_/.][^\\s,;#\\]]*+)", "# stands without quotes", "text is written in quotes: \"TEXT\""),
            new Guess("(\\S++)", "# is not a value", "a value is text in quotes, a number, or a list in brackets"));

    /** Each against what stands behind a value. */
    private static final List<Guess> NO_END = List.of(
            new Guess("([%+*(\\[.-])", "# after a value is Python", PYTHON),
            new Guess("(and|or|if|for|in|is|not)\\b", "# after a value is Python", PYTHON),
            new Guess("(\\\\)\\s*$", "# does not continue a line", "write the value on one line; only lists take more"),
            new Guess(
                    "(,)", "# separates values outside of a list", "a list stands in brackets: NAME = [VALUE, VALUE]"),
            new Guess(
                    "([A-Za-z]\\w*+)\\s*\\+?=",
                    "# follows on the line of another setting",
                    "put a semicolon or a new line between the two"),
            new Guess("(['\"0-9])", "a second value follows the first", "several stand in a list: [VALUE, VALUE]"),
            new Guess("(\\])", "# ends a list that has not begun", "a list is written NAME = [VALUE, VALUE]"),
            new Guess("(\\S++)", "# follows a value", "nothing but a comment, which begins with #, may follow it"));

    private static final Pattern NEXT_VALUE = Pattern.compile("['\"0-9\\[]");
    private static final Pattern WORD = Pattern.compile("[^\\s,;#\\]]++");

    private Diagnosis() {}

    /**
     * Something that is probably meant.
     *
     * @param message with # for the text of the pattern's group
     */
    private record Guess(Pattern pattern, String message, String hint) {
        Guess(String pattern, String message, String hint) {
            this(Pattern.compile(pattern), message, hint);
        }
    }

    /** For a line that does not begin with a name and an equals sign. */
    static Problem noSetting(Source source, int at) {
        return guess(source, at, NO_SETTING);
    }

    static Problem noValue(Source source, int at) {
        return guess(source, at, NO_VALUE);
    }

    /** For what stands between a value and the end of its line. */
    static Problem noEnd(Source source, int at, Value value) {
        String text = source.text();
        if (at == value.end() && value instanceof Value.Atom && Character.isDigit(text.charAt(value.start()))) {
            Matcher word = matcher(source, value.start(), WORD);
            if (word.lookingAt() && word.end() > at) {
                return source.problem(
                        value.start(), ShownText.quoted(word.group()) + " is not a number", WHOLE_NUMBERS);
            }
        }
        boolean empty = value instanceof Value.Atom atom && atom.text().isEmpty();
        if (empty && at == value.end() && text.charAt(at) == text.charAt(at - 1)) {
            return source.problem(value.start(), "three quotes are Python", PYTHON);
        }
        return guess(source, at, NO_END);
    }

    /** For what stands between a value and the comma or bracket that is to follow it. */
    static Problem noComma(Source source, int at, Value value) {
        if (at > value.end() && matcher(source, at, NEXT_VALUE).lookingAt()) {
            return source.problem(at, "there is no comma before this value", "a list is written [VALUE, VALUE]");
        }
        return noEnd(source, at, value);
    }

    private static Problem guess(Source source, int at, List<Guess> guesses) {
        for (Guess guess : guesses) {
            Matcher matcher = matcher(source, at, guess.pattern());
            if (matcher.lookingAt()) {
                String found = matcher.groupCount() == 0 ? "" : ShownText.quoted(matcher.group(1));
                return source.problem(at, guess.message().replace("#", found), guess.hint());
            }
        }
        String character = source.text().substring(at, at + 1);
        return source.problem(at, ShownText.quoted(character) + " stands outside of quotes", "delete it");
    }

    private static Matcher matcher(Source source, int at, Pattern pattern) {
        int end = Math.min(TextLines.end(source.text(), at), at + FARTHEST);
        return pattern.matcher(source.text()).region(at, Math.max(at, end));
    }
}
