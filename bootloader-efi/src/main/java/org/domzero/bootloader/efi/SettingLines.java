package org.domzero.bootloader.efi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines that {@code loader.conf} and the entries have in common: a key, blanks, a value to the end of the line;
 * {@code #} before a key makes a comment. Read as systemd-boot reads them: a value may stand in double quotes, and of a
 * key given twice the last counts.
 */
final class SettingLines {
    private SettingLines() {}

    static List<String> parse(String text) {
        return text.lines().toList();
    }

    static String render(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    static @Nullable String value(List<String> lines, String key) {
        List<String> all = values(lines, key);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    static List<String> values(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> has(line, key))
                .map(SettingLines::valueOf)
                .toList();
    }

    /** The same lines with {@code key} set once, where it stood first; at the end when it was not set. */
    static List<String> with(List<String> lines, String key, String value) {
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("\"" + value + "\" cannot be the value of " + key
                    + " in a boot loader's file: it has to be one line that is not empty");
        }
        List<String> changed = new ArrayList<>();
        boolean done = false;
        for (String line : lines) {
            if (!has(line, key)) {
                changed.add(line);
            } else if (!done) {
                changed.add(key + " " + value.strip());
                done = true;
            }
        }
        if (!done) {
            changed.add(key + " " + value.strip());
        }
        return List.copyOf(changed);
    }

    static List<String> without(List<String> lines, String key) {
        return lines.stream().filter(line -> !has(line, key)).toList();
    }

    private static boolean has(String line, String key) {
        String text = line.strip();
        return text.startsWith(key) && text.length() > key.length() && isBlank(text.charAt(key.length()));
    }

    /** Only of a line that {@link #has} some key. */
    private static String valueOf(String line) {
        String text = line.strip();
        int end = 0;
        while (!isBlank(text.charAt(end))) {
            end++;
        }
        String value = text.substring(end).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
