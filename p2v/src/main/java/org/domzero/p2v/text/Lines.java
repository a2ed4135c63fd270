package org.domzero.p2v.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A text as lines. Each keeps the ending it came with, also a last one that has none. */
public final class Lines {
    private final List<String> lines;

    private Lines(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    public static Lines of(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return new Lines(lines);
    }

    /** The lines without their endings. */
    public List<String> contents() {
        return lines.stream().map(Lines::content).toList();
    }

    public String text() {
        return String.join("", lines);
    }

    public Lines mapped(UnaryOperator<String> change) {
        return flatMapped(line -> List.of(change.apply(line)));
    }

    public Lines without(Predicate<String> unwanted) {
        return flatMapped(line -> unwanted.test(line) ? List.of() : List.of(line));
    }

    /** With any number of lines in the place of each, which end as it did. */
    public Lines flatMapped(Function<String, List<String>> change) {
        List<String> changed = new ArrayList<>();
        for (String line : lines) {
            String content = content(line);
            String ending = line.substring(content.length());
            List<String> instead = change.apply(content);
            for (int i = 0; i < instead.size(); i++) {
                boolean last = i == instead.size() - 1;
                changed.add(instead.get(i) + (ending.isEmpty() && !last ? newline() : ending));
            }
        }
        return new Lines(changed);
    }

    public Lines appended(String content) {
        return inserted(lines.size(), List.of(content));
    }

    /** With new lines before the one at an index. */
    public Lines inserted(int index, List<String> contents) {
        List<String> changed = new ArrayList<>(lines);
        if (index == lines.size() && index > 0 && !changed.get(index - 1).endsWith("\n")) {
            changed.set(index - 1, changed.get(index - 1) + newline());
        }
        changed.addAll(index, contents.stream().map(line -> line + newline()).toList());
        return new Lines(changed);
    }

    private String newline() {
        return !lines.isEmpty() && lines.get(0).endsWith("\r\n") ? "\r\n" : "\n";
    }

    private static String content(String line) {
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\n') {
            end--;
            if (end > 0 && line.charAt(end - 1) == '\r') {
                end--;
            }
        }
        return line.substring(0, end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lines same && same.lines.equals(lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
