package org.domzero.installer.answers;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known word that a mistyped one is nearest to. */
public final class Suggestion {
    private Suggestion() {}

    /** The first of the nearest words; null when none is near: a third of its letters may be wrong. */
    public static @Nullable String nearest(String word, Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int limit = Math.max(1, candidate.length() / 3);
            if (Math.abs(candidate.length() - word.length()) <= limit) {
                int distance = distance(fold(word), fold(candidate));
                if (distance <= limit && distance < least) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** A word as it is compared: neither case nor an underscore in place of a hyphen matters. */
    static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many letters to insert, delete, replace, or swap with the next one (optimal string alignment). */
    private static int distance(String from, String to) {
        int[][] table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            table[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            table[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int replace = table[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(replace, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[from.length()][to.length()];
    }
}
