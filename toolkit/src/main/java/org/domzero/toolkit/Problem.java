package org.domzero.toolkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, told to the person who can mend it.
 *
 * @param place where, if it is in a file
 * @param message what is wrong, naming the value; one sentence, lower case, without a full stop
 * @param hint the way out, if there is one to tell
 */
public record Problem(
        @Nullable Place place, String message, @Nullable String hint) {
    public Problem {
        Objects.requireNonNull(message, "message");
    }

    public static Problem of(String message) {
        return new Problem(null, message, null);
    }

    public static Problem of(String message, String hint) {
        return new Problem(null, message, hint);
    }

    /** {@code error: PLACE: MESSAGE} and, on a second line, {@code hint: HINT}. */
    public String render() {
        StringBuilder text = new StringBuilder("error: ");
        if (place != null) {
            text.append(place).append(": ");
        }
        text.append(message);
        if (hint != null) {
            text.append("\n  hint: ").append(hint);
        }
        return text.toString();
    }
}
