package org.domzero.guests.xl;

import java.util.List;

/** What stands on the right of an equals sign, and where: from {@link #start} up to, but without, {@link #end}. */
sealed interface Value {
    int start();

    int end();

    /**
     * A string or a number, between which xl makes no difference.
     *
     * @param text what it says, without quotes and escapes
     */
    record Atom(int start, int end, String text) implements Value {}

    /**
     * A list.
     *
     * @param commas where the commas are: one after each value, except perhaps the last
     */
    record Items(int start, int end, List<Value> values, List<Integer> commas) implements Value {
        boolean hasComma(int index) {
            return index < commas.size();
        }
    }
}
