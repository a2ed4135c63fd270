package org.domzero.guests.storage;

import java.util.regex.Pattern;

/** The form of a repository's name. */
final class RepositoryName {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ -]{0,62}(?<! )");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private RepositoryName() {}

    /** @throws IllegalArgumentException with a message fit for a user */
    static String parse(String text) {
        if (!FORM.matcher(text).matches() || UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a name for a repository: letters, digits, and"
                    + " . _ - or blanks between them, at most 63, and not of a uuid's form");
        }
        return text;
    }
}
