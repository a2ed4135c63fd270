package org.domzero.installer.answers;

import java.util.Locale;

/** Names of hosts: RFC 1123, section 2.1, and Linux's limit. */
final class HostName {
    private static final int LONGEST = 64;
    private static final int LONGEST_PART = 63;

    private HostName() {}

    /** The name this host is to have. */
    static String checkOwn(String name) {
        if (name.length() > LONGEST) {
            throw new WrongValue(name, "has more than 64 characters, Linux's limit for a host name", null);
        }
        check(name);
        if (name.toLowerCase(Locale.ROOT).matches("localhost(\\..*)?")) {
            throw new WrongValue(name, "is the name that every machine has for itself", null);
        }
        return name;
    }

    /** Any host's name. */
    static String check(String name) {
        String[] parts = name.split("\\.", -1);
        for (String part : parts) {
            if (part.isEmpty()) {
                throw notAName(name, name.isEmpty() ? "it is empty" : "a part of it, between dots, is empty");
            }
            if (part.length() > LONGEST_PART) {
                throw notAName(name, "a part of it has more than 63 characters");
            }
            if (!part.matches("[A-Za-z0-9-]+")) {
                throw notAName(name, "it may hold letters, digits, hyphens and dots only");
            }
            if (part.startsWith("-") || part.endsWith("-")) {
                throw notAName(name, "a part of it begins or ends with a hyphen");
            }
        }
        if (parts[parts.length - 1].matches("\\d+")) {
            throw notAName(name, "it ends like an address, in a number");
        }
        return name;
    }

    /** A host's name or its address. */
    static String checkServer(String text) {
        if (!text.contains(":") && !text.matches("[0-9.]+")) {
            return check(text);
        }
        IpAddress address = IpAddress.parseHost(text);
        if (address instanceof Ipv6Address ipv6 && ipv6.isLinkLocal()) {
            throw new WrongValue(
                    text,
                    "is a link-local address, which does not tell on which link",
                    "an address that means the same everywhere is wanted, or a name");
        }
        return address.toString();
    }

    private static WrongValue notAName(String name, String why) {
        return new WrongValue(name, "is not a host name: " + why, null);
    }
}
