package org.domzero.iso;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that packages come through.
 *
 * @param url may hold a password: it is shown nowhere, and given to apt in a file that only the user may read
 */
public record Proxy(String url) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "socks5h");

    /**
     * Reads an address.
     *
     * @throws UserError when it is not one as apt takes it: apt-transport-http(1)
     */
    public static Proxy parse(String url) {
        String fault = fault(url);
        if (fault != null) {
            throw UserError.usage(
                    "--proxy is not the address of a proxy: " + fault,
                    "as http://proxy.example.org:3128 or http://USER:PASSWORD@proxy.example.org:3128; special characters"
                            + " of a password as %40");
        }
        return new Proxy(url);
    }

    /** Says nothing of what the address holds: any part of it may turn out to be the password. */
    private static @Nullable String fault(String url) {
        String scheme = url.contains("://") ? url.substring(0, url.indexOf("://")) : "";
        if (!SCHEMES.contains(scheme)) {
            return "it begins with none of http://, https:// and socks5h://";
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Its message would repeat the address, password and all.
            return "it names no host, or holds a character that must be written otherwise";
        }
        if (url.contains(";")) {
            return "it holds a semicolon, which must be written as %3b";
        }
        if (uri.getHost() == null) {
            return "it names no host, or its port is not a number";
        }
        boolean more = !uri.getRawPath().matches("/?") || uri.getRawQuery() != null || uri.getRawFragment() != null;
        return more ? "there is something after host and port" : null;
    }

    /** For {@code apt.conf(5)}. */
    String aptConf() {
        return "Acquire::http::Proxy \"" + url + "\";\nAcquire::https::Proxy \"" + url + "\";\n";
    }

    @Override
    public String toString() {
        return "(a proxy)";
    }
}
