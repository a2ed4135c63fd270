package org.domzero.p2v.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The words of a line: what blanks part, where double quotes do not keep it together. */
public final class Words {
    private Words() {}

    public static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            quoted ^= character == '"';
            if (!quoted && isBlank(character)) {
                end(word, words);
            } else {
                word.append(character);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** The line with each run of characters that are not blank, quotes or no quotes, changed; blanks stay. */
    public static String mapped(String line, UnaryOperator<String> change) {
        StringBuilder changed = new StringBuilder();
        int at = 0;
        while (at < line.length()) {
            boolean blank = isBlank(line.charAt(at));
            int start = at;
            while (at < line.length() && isBlank(line.charAt(at)) == blank) {
                at++;
            }
            String run = line.substring(start, at);
            changed.append(blank ? run : change.apply(run));
        }
        return changed.toString();
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
