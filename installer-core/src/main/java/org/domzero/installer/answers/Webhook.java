package org.domzero.installer.answers;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the end of an install is reported to. The address may hold a password or, in its path, a token: {@code
 * toString} and messages name the server only.
 *
 * @param url http or https
 */
public record Webhook(String url) {
    private static final String EXAMPLE = "for example: webhook = \"https://deploy.example.org/installed\"";

    public Webhook {
        serverOf(url);
    }

    /** {@code https://deploy.example.org:8443/…}: fit for a log. */
    public String shown() {
        return serverOf(url) + "/…";
    }

    /** The user and password in it, as {@code user:password}; empty when there are none. */
    public String credentials() {
        String credentials = URI.create(url).getRawUserInfo();
        return credentials == null ? "" : credentials;
    }

    /** What follows the server, where a token may stand: {@code /hook/T0KEN?x=1}. */
    public String pathAndQuery() {
        URI uri = URI.create(url);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String serverOf(String url) {
        if (url.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            throw WrongValue.hidden(
                    "must be printable ASCII without blanks", "write other characters as %20 and the like");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Its own message would show the URL.
            throw WrongValue.hidden("is not a URL", EXAMPLE);
        }
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw WrongValue.hidden("must begin with http:// or https://", EXAMPLE);
        }
        if (uri.getHost() == null) {
            throw WrongValue.hidden("names no server", EXAMPLE);
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw WrongValue.hidden("names a port that is none", "ports are 1 to 65535");
        }
        return scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    @Override
    public String toString() {
        return shown();
    }
}
