package org.domzero.installer.answers;

import java.util.regex.Pattern;

/**
 * A host's IPv6 address and the network it is in, written {@code 2001:db8::10/64} (RFC 4291, section 2.3).
 *
 * @param prefix how many bits are the network's, 1 to 128
 */
public record Ipv6Network(Ipv6Address address, int prefix) implements IpNetwork<Ipv6Address> {
    private static final Pattern PREFIX = Pattern.compile("\\d{1,9}");

    public Ipv6Network {
        if (prefix < 1 || prefix > 128) {
            throw new WrongValue(address + "/" + prefix, "has a prefix length that is not between 1 and 128", null);
        }
    }

    /** Reads {@code ADDRESS/PREFIX}, where the address is one by which other networks can reach a host. */
    public static Ipv6Network parse(String text) {
        int slash = text.indexOf('/');
        String part = slash < 0 ? text : text.substring(0, slash);
        Ipv6Address address;
        try {
            address = Ipv6Address.parseHost(part);
        } catch (WrongValue wrong) {
            throw wrong.about(text);
        }
        if (slash < 0) {
            throw new WrongValue(text, "lacks its prefix length", "most networks have 64: \"" + address + "/64\"");
        }
        if (address.isLinkLocal()) {
            throw new WrongValue(
                    text,
                    "is a link-local address, which the host makes up by itself",
                    "an address that other networks can reach is wanted, or \"auto\"");
        }
        String prefix = text.substring(slash + 1);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new WrongValue(text, "has no number as its prefix length", "most networks have 64");
        }
        Ipv6Network network = new Ipv6Network(address, Integer.parseInt(prefix));
        String predicate = network.notAHost(address);
        if (!predicate.isEmpty()) {
            throw new WrongValue(text, predicate, "a host's own address is wanted");
        }
        return network;
    }

    public boolean contains(Ipv6Address other) {
        return masked(other).equals(networkAddress());
    }

    @Override
    public Ipv6Address networkAddress() {
        return masked(address);
    }

    @Override
    public boolean reaches(Ipv6Address other) {
        return other.isLinkLocal() || contains(other);
    }

    /** The first address is that of all routers (RFC 4291, section 2.6.1), but not between two of them (RFC 6164). */
    @Override
    public String notAHost(Ipv6Address other) {
        return prefix < 127 && other.equals(networkAddress()) ? "is the address of the network itself" : "";
    }

    private Ipv6Address masked(Ipv6Address other) {
        return new Ipv6Address(other.high() & mask(prefix), other.low() & mask(prefix - 64));
    }

    /** So many ones from the left, of 64. */
    private static long mask(int ones) {
        if (ones <= 0) {
            return 0;
        }
        return ones >= 64 ? -1L : -1L << (64 - ones);
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
