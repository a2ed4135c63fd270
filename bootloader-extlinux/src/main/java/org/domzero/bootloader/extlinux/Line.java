package org.domzero.bootloader.extlinux;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One logical line of the file: a directive with its continuation lines, a whole TEXT block, a comment, a blank line.
 *
 * @param raw everything it occupies in the file, its line ending included
 * @param keyword in lower case; two words where the first is {@code menu}; empty for comments and blank lines
 * @param head what stands before the value: indentation, keyword, space
 * @param value joined over continuation lines, without white space or backslashes at its end
 * @param dangling ends in a backslash, with no line left to continue on
 */
record Line(String raw, String keyword, String head, String value, boolean dangling) {
    /** As Syslinux has it, white space is every character up to the space. */
    private static final String SPACE = "[\\x00-\\x20]";

    private static final Pattern FORM = Pattern.compile(
            "(?<head>" + SPACE + "*(?<menu>menu(?:" + SPACE + "+|\\z))?(?<word>[^\\x00-\\x20]*)" + SPACE
                    + "*)(?<value>.*)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Pattern ENDING = Pattern.compile("\\r?\\n?\\z");

    private static final Set<String> END_OF_ENTRY = Set.of("label", "menu begin", "menu end", "menu separator");

    private static final Set<String> OF_ENTRY = Set.of(
            "menu label",
            "menu default",
            "menu hide",
            "menu passwd",
            "menu disable",
            "menu disabled",
            "menu indent",
            "menu save",
            "menu nosave",
            "menu quit",
            "menu goto",
            "menu exit");

    private static final Set<String> OF_FILE = Set.of(
            "allowoptions",
            "console",
            "default",
            "display",
            "font",
            "implicit",
            "include",
            "kbdmap",
            "nocomplete",
            "noescape",
            "nohalt",
            "onerror",
            "ontimeout",
            "path",
            "prompt",
            "pxeretry",
            "say",
            "sendcookies",
            "serial",
            "timeout",
            "totaltimeout",
            "ui");

    /**
     * @param raw as in the file
     * @param content the same without line endings and the backslashes before them
     */
    static Line of(String raw, String content, boolean dangling) {
        Matcher matcher = FORM.matcher(content);
        if (!matcher.matches()) {
            throw new AssertionError("the form fits every text");
        }
        String word = matcher.group("word").toLowerCase(Locale.ROOT);
        boolean menu = matcher.group("menu") != null;
        String keyword = menu ? ("menu " + word).trim() : word.startsWith("#") ? "" : word;
        return new Line(raw, keyword, matcher.group("head"), withoutTail(matcher.group("value")), dangling);
    }

    /** Whether a backslash at the end of such a line continues it: not where text stands that people read. */
    boolean continuable() {
        return isDirective() && !keyword.startsWith("menu") && !keyword.equals("say") && !keyword.equals("text");
    }

    boolean isDirective() {
        return !keyword.isEmpty();
    }

    boolean isBlank() {
        return keyword.isEmpty() && head.trim().isEmpty();
    }

    boolean endsEntry() {
        return END_OF_ENTRY.contains(keyword);
    }

    /** Whether it names what an entry starts. */
    boolean namesBoot() {
        return ExtlinuxEntry.Boot.Kind.ofKeyword(keyword) != null;
    }

    /** Whether it belongs to the entry it stands in. Settings of the whole file are such wherever they stand. */
    boolean belongsToEntry() {
        if (keyword.startsWith("menu ")) {
            return OF_ENTRY.contains(keyword);
        }
        return isDirective() && !OF_FILE.contains(keyword) && !keyword.matches("f\\d+");
    }

    String firstWord() {
        return firstWord(value);
    }

    static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ') {
            end++;
        }
        return withoutTail(text.substring(0, end));
    }

    String indent() {
        int end = 0;
        while (end < head.length() && head.charAt(end) <= ' ') {
            end++;
        }
        return head.substring(0, end);
    }

    /** The line with another value, on one line; indentation, the keyword's case and the line ending stay. */
    String rawWithValue(String newValue) {
        String gap = head.isEmpty() || head.charAt(head.length() - 1) <= ' ' ? "" : " ";
        return head + gap + newValue + ending();
    }

    /** Fit to be followed by another line. */
    String rawClosed(String newline) {
        if (dangling) {
            return head + value + newline;
        }
        return raw.endsWith("\n") ? raw : raw + newline;
    }

    String ending() {
        Matcher matcher = ENDING.matcher(raw);
        return matcher.find() ? matcher.group() : "";
    }

    private static String withoutTail(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) <= ' ' || text.charAt(end - 1) == '\\')) {
            end--;
        }
        return text.substring(0, end);
    }
}
