package org.domzero.installer.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.ShownUrl;
import org.domzero.toolkit.UserError;

/**
 * A URL to fetch answers from. It may hold a user's name and password, or a token in its query: only {@link #text} has
 * these, and only {@code curl} gets that, on its standard input.
 */
final class AnswersUrl {
    private static final Pattern FORM = Pattern.compile("(?i)(https?)://(?:[^/?#]*@)?"
            + "((?:[\\w.-]+|\\[[0-9a-f:.]+(?:%[\\w.-]+)?\\])(?::\\d{1,5})?)(?:[/?][\\x21-\\x7e]*)?");

    private final String text;
    private final String scheme;
    private final String server;

    private AnswersUrl(String text, String scheme, String server) {
        this.text = text;
        this.scheme = scheme;
        this.server = server;
    }

    /** @throws UserError when it is not an {@code http} or {@code https} URL; the message does not show its secrets */
    static AnswersUrl parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw UserError.usage(
                    AnswersSearch.OPTION + "=" + ShownUrl.of(text) + " is not a URL that answers can be fetched from",
                    "for example " + AnswersSearch.OPTION + "=https://deploy.example.org/rack7.toml");
        }
        return new AnswersUrl(text, matcher.group(1).toLowerCase(java.util.Locale.ROOT), matcher.group(2));
    }

    /** With everything that is in it. */
    String text() {
        return text;
    }

    boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** Host and, if given, port. */
    String server() {
        return server;
    }

    /** The server alone, which may be asked something before it has shown who it is. */
    String origin() {
        return scheme + "://" + server + "/";
    }

    /** For logs and messages. */
    String shown() {
        return ShownUrl.of(text);
    }

    @Override
    public String toString() {
        return shown();
    }
}
