package org.domzero.installer.answers;

import java.util.HashMap;
import java.util.Map;
import org.domzero.toolkit.Place;
import org.jspecify.annotations.Nullable;

/** What was read from one table. */
final class Values<S> {
    private final String path;
    private final Place place;
    private final Reading reading;
    private final int problemsBefore;
    private final Map<AnswerKey<S, ?>, Object> read = new HashMap<>();

    /**
     * @param place of the table; where it should be, if it is absent
     */
    Values(String path, Place place, Reading reading) {
        this.path = path;
        this.place = place;
        this.reading = reading;
        this.problemsBefore = reading.problemCount();
    }

    void put(AnswerKey<S, ?> key, Object value) {
        read.put(key, value);
    }

    /** Whether the file has the key, rightly or wrongly. */
    boolean has(AnswerKey<S, ?> key) {
        return reading.places().containsKey(pathOf(key));
    }

    /** The value or its default; null when it is wrong, or absent without a default. */
    @SuppressWarnings("unchecked") // put() is given what the key's own kind has read
    <T> @Nullable T find(AnswerKey<S, T> key) {
        return has(key) ? (T) read.get(key) : key.fallback();
    }

    /** The value of a key that is required or has a default, where nothing is wrong. */
    <T> T get(AnswerKey<S, T> key) {
        T value = find(key);
        if (value == null) {
            throw new IllegalStateException(pathOf(key) + " has neither a value nor a default");
        }
        return value;
    }

    /** Reports what is wrong with a key's value beside the others; {@code complaint} follows the value in the message. */
    void problem(AnswerKey<S, ?> key, String complaint, String hint) {
        report(pathOf(key), complaint, hint);
    }

    /** Reports what is wrong with an element of the array that is a key's value. */
    void problem(AnswerKey<S, ?> key, int element, String complaint, String hint) {
        report(pathOf(key) + "[" + element + "]", complaint, hint);
    }

    /** Reports what is wrong with the table as a whole. */
    void problem(String complaint, String hint) {
        reading.problem(place, path + ": " + complaint, hint);
    }

    /** Whether nothing of the table is wrong, nor of what was read after it. */
    boolean sound() {
        return !reading.isDamaged() && reading.problemCount() == problemsBefore;
    }

    private void report(String where, String complaint, String hint) {
        reading.problem(reading.places().getOrDefault(where, place), where + ": " + complaint, hint);
    }

    private String pathOf(AnswerKey<S, ?> key) {
        return path + "." + key.name();
    }
}
