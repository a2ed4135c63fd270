package org.domzero.tests.machine;

import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * What was found on a serial line.
 *
 * @param pattern the number of the pattern that was found, counted from 0
 * @param before what had been said, unread, before it
 */
public record Match(int pattern, String before, MatchResult result) {
    /** What was found. */
    public String text() {
        return result.group();
    }

    /** A group of the pattern, null if it took no part in the match. */
    public @Nullable String group(int number) {
        return result.group(number);
    }
}
