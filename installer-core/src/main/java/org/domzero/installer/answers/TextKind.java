package org.domzero.installer.answers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values that are TOML strings.
 *
 * @param parse from the string; throws {@link WrongValue}
 * @param text the string back
 * @param choices the only words there are, or empty
 */
record TextKind<T>(Function<String, T> parse, Function<T, String> text, String choices) implements ValueKind<T> {
    static <T> TextKind<T> of(Function<String, T> parse, Function<T, String> text) {
        return new TextKind<>(parse, text, "");
    }

    /** Strings that stay strings; {@code check} returns what it accepts. */
    static TextKind<String> checked(Function<String, String> check) {
        return of(check, Function.identity());
    }

    static TextKind<String> oneOf(List<String> words) {
        return new TextKind<>(text -> chosen(text, words), Function.identity(), quoted(words));
    }

    /** The constants of an enumeration, in lower case and with hyphens. */
    static <E extends Enum<E>> TextKind<E> oneOf(Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(TextKind::word).toList();
        return new TextKind<>(
                text -> type.getEnumConstants()[words.indexOf(chosen(text, words))], TextKind::word, quoted(words));
    }

    @Override
    public String type() {
        return "string";
    }

    @Override
    public @Nullable T read(Found found) {
        if (!(found.value() instanceof String string)) {
            found.wrongType(type());
            return null;
        }
        try {
            return parse.apply(string);
        } catch (WrongValue wrong) {
            found.wrongValue(wrong);
            return null;
        }
    }

    @Override
    public String write(T value) {
        return TomlText.string(text.apply(value));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String chosen(String text, List<String> words) {
        if (words.contains(text)) {
            return text;
        }
        String nearest = Suggestion.nearest(text, words);
        throw new WrongValue(
                text, "is none of " + quoted(words), nearest == null ? null : "did you mean \"" + nearest + "\"?");
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
    }
}
