package org.domzero.installer.answers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tomlj.Toml;

/** Values as TOML text. */
final class TomlText {
    private static final int LONGEST_LINE = 100;

    private TomlText() {}

    static String string(String text) {
        return "\"" + Toml.tomlEscape(text) + "\"";
    }

    /** On one line if that is short, else an element a line. */
    static String array(List<String> elements) {
        String line = "[" + String.join(", ", elements) + "]";
        return line.length() <= LONGEST_LINE || elements.size() < 2
                ? line
                : "[\n    " + String.join(",\n    ", elements) + "\n]";
    }

    static String inlineTable(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", ", "{ ", " }"));
    }
}
