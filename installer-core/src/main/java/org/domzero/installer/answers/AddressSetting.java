package org.domzero.installer.answers;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a key for the host's address says: a word such as {@code dhcp}, or the address itself.
 *
 * @param text as the answer file has it
 * @param network null when it is a word
 */
record AddressSetting<N extends IpNetwork<?>>(
        String text, @Nullable N network) {
    static <N extends IpNetwork<?>> AddressSetting<N> of(String word) {
        return new AddressSetting<>(word, null);
    }

    static <N extends IpNetwork<?>> AddressSetting<N> of(N network) {
        return new AddressSetting<>(network.toString(), network);
    }

    /**
     * @param family for messages: {@code IPv4}
     * @param words the only ones there are
     * @param parse reads everything else
     */
    static <N extends IpNetwork<?>> AddressSetting<N> parse(
            String text, String family, List<String> words, Function<String, N> parse) {
        if (words.contains(text)) {
            return of(text);
        }
        if (text.matches("[^.:/]*")) {
            String nearest = Suggestion.nearest(text, words);
            throw new WrongValue(
                    text,
                    "is neither an " + family + " address nor "
                            + words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(" nor ")),
                    nearest == null ? null : "did you mean \"" + nearest + "\"?");
        }
        return of(parse.apply(text));
    }
}
