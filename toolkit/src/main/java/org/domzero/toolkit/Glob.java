package org.domzero.toolkit;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern for a whole text: {@code *} stands for any characters or none, {@code ?} for exactly one; every other
 * character for itself, in the same case.
 */
public record Glob(String pattern) {
    public boolean matches(String text) {
        String regex = pattern.codePoints()
                .mapToObj(character -> switch (character) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(character));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }
}
