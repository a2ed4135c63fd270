package org.domzero.iso;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.toolkit.ShownUrl;
import org.domzero.toolkit.UserError;

/** Adding kernel options to a boot menu that exists, whatever version of domzero wrote it. */
final class KernelOptions {
    /** The lines that carry a kernel's options: {@code append} in ISOLINUX, {@code linux} in GRUB. */
    private static final Pattern CARRIER = Pattern.compile("(?i)^\\s*(append|linux)\\s.*");
    /** What neither menu would pass on as it is: control characters, quotes, GRUB's variables and separators. */
    private static final Pattern UNSAFE = Pattern.compile("[^\\x20-\\x7e]|[\"'\\\\$;{}|&<>#]");

    /** The option that names the answers, here or on a server. */
    private static final String ANSWERS = "domzero.answers=";

    private KernelOptions() {}

    /**
     * Looks through options.
     *
     * @throws UserError when they hold characters that a boot loader would take for its own, or name answers that no
     *     installer would look for
     */
    static void check(String options) {
        Matcher unsafe = UNSAFE.matcher(options);
        if (unsafe.find()) {
            throw UserError.usage(
                    "kernel options \"" + options + "\" hold " + describe(unsafe.group()),
                    "boot loaders would not pass it to the kernel; write options as NAME or NAME=VALUE, with spaces"
                            + " between them");
        }
        Stream.of(options.split(" "))
                .filter(option -> option.startsWith(ANSWERS))
                .forEach(KernelOptions::checkAnswers);
    }

    /** The installer would refuse it, on a machine where nobody watches. */
    private static void checkAnswers(String option) {
        String place = option.substring(ANSWERS.length());
        if (!place.startsWith("/") && !place.contains("://")) {
            throw UserError.usage(
                    option + " is neither an absolute path nor a URL",
                    "for example " + ANSWERS + "https://deploy.example.org/rack7.toml");
        }
    }

    private static String describe(String character) {
        return character.charAt(0) < ' ' || character.charAt(0) > '~'
                ? "a character that is not printable ASCII"
                : "the character " + character;
    }

    /** The options as they may be shown: a URL of answers without its credentials. */
    static String shown(String options) {
        return Stream.of(options.split(" ", -1))
                .map(option ->
                        option.startsWith(ANSWERS) ? ANSWERS + ShownUrl.of(option.substring(ANSWERS.length())) : option)
                .collect(Collectors.joining(" "));
    }

    /** Whether they hold what is not for everybody's eyes. */
    static boolean holdSecret(String options) {
        return !shown(options).equals(options);
    }

    static String append(String menu, String options) {
        return menu.lines()
                .map(line -> CARRIER.matcher(line).matches() ? line.stripTrailing() + " " + options : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
