package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/**
 * All that is known about one key of the answer file. The parser, the writer, the reference and the example come from
 * it.
 *
 * @param <S> the record the key's value becomes part of
 * @param <T> what the value is read into
 */
final class AnswerKey<S, T> {
    private final String name;
    private final ValueKind<T> kind;
    private final boolean required;
    private final @Nullable T fallback;
    private final String absent;
    private final Part<S, T> part;
    private final String example;
    private final String description;
    private boolean secret;
    private boolean recommended;

    /** The key's value in the record, for writing it; null when there is none to write. */
    interface Part<S, T> {
        @Nullable
        T of(S record);
    }

    private AnswerKey(
            String name,
            ValueKind<T> kind,
            boolean required,
            @Nullable T fallback,
            String absent,
            Part<S, T> part,
            String example,
            String description) {
        this.name = name;
        this.kind = kind;
        this.required = required;
        this.fallback = fallback;
        this.absent = absent;
        this.part = part;
        this.example = example;
        this.description = description;
    }

    /**
     * A key that every file has.
     *
     * @param example TOML text of a value
     * @param description sentences for the reference
     */
    static <S, T> AnswerKey<S, T> required(
            String name, ValueKind<T> kind, Part<S, T> part, String example, String description) {
        return new AnswerKey<>(name, kind, true, null, "required", part, example, description);
    }

    static <S, T> AnswerKey<S, T> defaultsTo(
            T fallback, String name, ValueKind<T> kind, Part<S, T> part, String example, String description) {
        return new AnswerKey<>(
                name, kind, false, fallback, "default: `" + kind.write(fallback) + "`", part, example, description);
    }

    /**
     * A key that may be absent, which means something that no value says.
     *
     * @param absent what holds when the key is absent, in words
     */
    static <S, T> AnswerKey<S, T> optional(
            String absent, String name, ValueKind<T> kind, Part<S, T> part, String example, String description) {
        return new AnswerKey<>(name, kind, false, null, absent, part, example, description);
    }

    /** Keeps the value out of every message. */
    AnswerKey<S, T> secret() {
        secret = true;
        return this;
    }

    /** The example file gives it, although it can be left out. */
    AnswerKey<S, T> recommended() {
        recommended = true;
        return this;
    }

    String name() {
        return name;
    }

    ValueKind<T> kind() {
        return kind;
    }

    boolean isRequired() {
        return required;
    }

    boolean isRecommended() {
        return recommended;
    }

    boolean isSecret() {
        return secret;
    }

    @Nullable
    T fallback() {
        return fallback;
    }

    /** {@code required}, or what holds when the key is absent. */
    String absent() {
        return absent;
    }

    String example() {
        return example;
    }

    /** The description, and the words to choose from where the kind has such. */
    String description() {
        return kind.choices().isEmpty() ? description : description + " One of " + kind.choices() + ".";
    }

    /** TOML text of the value in {@code record}; null when there is none. */
    @Nullable
    String write(S record) {
        T value = part.of(record);
        return value == null ? null : kind.write(value);
    }
}
