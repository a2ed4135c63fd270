package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/**
 * How values of one kind are written in TOML and what they are read into.
 *
 * @param <T> what the program works with
 */
interface ValueKind<T> {
    /** The TOML type or types, as a message or the reference names them: {@code array of strings}. */
    String type();

    /** The words to choose from, for the reference; empty when there is no such list. */
    default String choices() {
        return "";
    }

    /** The value, or null when it is wrong, which then has been reported. */
    @Nullable
    T read(Found found);

    /** TOML text that reads as {@code value}. */
    String write(T value);
}
