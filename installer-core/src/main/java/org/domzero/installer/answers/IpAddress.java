package org.domzero.installer.answers;

/** An IPv4 or IPv6 address. */
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {
    /** Reads an address that a host can have. Names are never looked up. */
    static IpAddress parseHost(String text) {
        if (text.contains(":")) {
            return Ipv6Address.parseHost(text);
        }
        if (text.matches("[0-9.]+")) {
            return Ipv4Address.parseHost(text);
        }
        throw new WrongValue(text, "is not an IP address", null);
    }
}
