package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.domzero.toolkit.UserError;

/** What is asked of an error, whatever it is about. */
final class Told {
    private Told() {}

    static void toAUser(UserError error) {
        error.problems().forEach(problem -> words(problem.message()));
        error.problems().forEach(problem -> words(String.valueOf(problem.hint())));
    }

    /** Not Java's words for it. */
    static void words(String message) {
        assertThat(message).isNotBlank();
        String text = message.toLowerCase(Locale.ROOT);
        assertThat(text).doesNotContain("org.domzero", "java.", "exception", "enum constant", "com.google");
        assertThat(message).doesNotStartWith("null");
    }
}
