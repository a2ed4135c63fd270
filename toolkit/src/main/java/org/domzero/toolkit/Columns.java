package org.domzero.toolkit;

import java.util.ArrayList;
import java.util.List;

/** Rows of words below a heading, each column as wide as its widest word; numbers and sizes to the right. */
public final class Columns {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();

    /** @param heading a word for each column; one that ends in {@code >} is that of a column to the right */
    public Columns(String... heading) {
        List<String> words = new ArrayList<>();
        for (String word : heading) {
            right.add(word.endsWith(">"));
            words.add(word.endsWith(">") ? word.substring(0, word.length() - 1) : word);
        }
        rows.add(words);
    }

    public void add(String... row) {
        if (row.length != right.size()) {
            throw new IllegalArgumentException("a row has " + right.size() + " columns, not " + row.length);
        }
        rows.add(List.of(row));
    }

    /** Lines without blanks at their end, each with a line feed. */
    public String render() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String word = row.get(column);
                String blanks = " ".repeat(width(column) - word.length());
                line.append(right.get(column) ? blanks + word : word + blanks).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
