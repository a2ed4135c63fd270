package org.domzero.toolkit;

/** A URL as logs and messages may show it: without user, password and query, in which a token may stand. */
public final class ShownUrl {
    private ShownUrl() {}

    /** What is before an @ is a secret, wherever it stands: passwords are also written with an unescaped slash. */
    public static String of(String url) {
        int scheme = url.indexOf("://");
        String start = scheme < 0 ? "" : url.substring(0, scheme + 3);
        String rest = url.substring(start.length());
        int query = rest.indexOf('?');
        int at = rest.lastIndexOf('@');
        if (query >= 0 && query > at) {
            return start + rest.substring(at + 1, query) + "?…";
        }
        return start + rest.substring(at + 1);
    }
}
