package org.domzero.guests.vm;

import java.util.regex.Pattern;
import org.domzero.toolkit.UserError;

/** The form of a guest's name: it is also a file's name, a word at the shell, and often a host name. */
public final class GuestName {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private GuestName() {}

    /**
     * Passes a name on.
     *
     * @throws UserError when it is not one
     */
    public static String require(String text) {
        if (!FORM.matcher(text).matches() || UUID_FORM.matcher(text).matches() || text.matches("(?i)domain-0|\\d+")) {
            throw UserError.usage(
                    "\"" + text + "\" is not a name for a guest",
                    "letters, digits, and . _ - after the first, at most 63; not a number, a uuid or Domain-0");
        }
        return text;
    }
}
