package org.domzero.installer.answers;

import org.domzero.toolkit.ShownText;
import org.jspecify.annotations.Nullable;

/** A value that is of the right TOML type and still cannot be meant. */
final class WrongValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final boolean hidden;
    private final String predicate;
    private final @Nullable String hint;

    private WrongValue(boolean hidden, String text, String predicate, @Nullable String hint) {
        super((hidden ? "the value" : ShownText.quoted(text)) + " " + predicate);
        this.hidden = hidden;
        this.predicate = predicate;
        this.hint = hint;
    }

    /**
     * @param predicate what follows the value in a message: {@code is not a size}
     * @param hint null: the key's example serves
     */
    WrongValue(String text, String predicate, @Nullable String hint) {
        this(false, text, predicate, hint);
    }

    /** A value that no message may show. */
    static WrongValue hidden(String predicate, @Nullable String hint) {
        return new WrongValue(true, "", predicate, hint);
    }

    /** What a parser of the toolkit complained about; its messages begin with the value in quotes. */
    static WrongValue of(String text, IllegalArgumentException complaint) {
        return of(text, complaint, null);
    }

    static WrongValue of(String text, IllegalArgumentException complaint, @Nullable String hint) {
        String message = String.valueOf(complaint.getMessage());
        String value = "\"" + text + "\" ";
        return new WrongValue(
                text, message.startsWith(value) ? message.substring(value.length()) : "is wrong: " + message, hint);
    }

    /** The same complaint about the text of which this value is a part. */
    WrongValue about(String text) {
        return new WrongValue(hidden, text, predicate, hint);
    }

    /** The value, unless it is hidden, and what is wrong with it. */
    String complaint() {
        return String.valueOf(getMessage());
    }

    String predicate() {
        return predicate;
    }

    @Nullable
    String hint() {
        return hint;
    }
}
