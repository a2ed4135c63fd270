package org.domzero.iso;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.domzero.toolkit.UserError;

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
        try {
            URI uri = new URI(url);
            if (uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawPath().matches("/?")
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && !url.contains(";")) {
                return new Proxy(url);
            }
        } catch (URISyntaxException e) {
            // Its message would repeat the address, password and all.
        }
        throw UserError.usage(
                "--proxy is not the address of a proxy",
                "as http://proxy.example.org:3128 or http://USER:PASSWORD@proxy.example.org:3128; special characters"
                        + " of a password as %40");
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
