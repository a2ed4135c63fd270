package org.domzero.guests.xl;

import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;

/**
 * A file's text, and what the file is called where something is said about it.
 *
 * @param file the file as the user named it
 */
record Source(String file, String text) {
    /** The line and column of an offset. A character is one column, whatever number of units it takes. */
    Place place(int offset) {
        int start = TextLines.start(text, offset);
        long before = text.substring(0, start)
                .chars()
                .filter(character -> character == '\n')
                .count();
        return new Place(file, (int) before + 1, text.codePointCount(start, offset) + 1);
    }

    Problem problem(int offset, String message, String hint) {
        return new Problem(place(offset), message, hint);
    }
}
