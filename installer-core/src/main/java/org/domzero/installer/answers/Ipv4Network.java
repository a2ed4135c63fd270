package org.domzero.installer.answers;

import java.util.regex.Pattern;

/**
 * A host's IPv4 address and the network it is in, written {@code 192.0.2.10/24} (RFC 4632).
 *
 * @param prefix how many bits are the network's, 1 to 32
 */
public record Ipv4Network(Ipv4Address address, int prefix) implements IpNetwork<Ipv4Address> {
    private static final Pattern PREFIX = Pattern.compile("\\d{1,9}");

    public Ipv4Network {
        if (prefix < 1 || prefix > 32) {
            throw new WrongValue(address + "/" + prefix, "has a prefix length that is not between 1 and 32", null);
        }
    }

    /** Reads {@code ADDRESS/PREFIX}, where the address is one that a host in that network can have. */
    public static Ipv4Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            Ipv4Address address = Ipv4Address.parseHost(text);
            throw new WrongValue(
                    text, "lacks its prefix length", "write \"" + address + "/24\" if the netmask is 255.255.255.0");
        }
        Ipv4Address address;
        try {
            address = Ipv4Address.parseHost(text.substring(0, slash));
        } catch (WrongValue wrong) {
            throw wrong.about(text);
        }
        String prefix = text.substring(slash + 1);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new WrongValue(
                    text, "has no number as its prefix length", "netmask 255.255.255.0 is prefix length 24");
        }
        Ipv4Network network = new Ipv4Network(address, Integer.parseInt(prefix));
        String predicate = network.notAHost(address);
        if (!predicate.isEmpty()) {
            throw new WrongValue(text, predicate, "a host's own address is wanted");
        }
        return network;
    }

    public boolean contains(Ipv4Address other) {
        return (other.bits() & mask()) == (address.bits() & mask());
    }

    @Override
    public Ipv4Address networkAddress() {
        return new Ipv4Address(address.bits() & mask());
    }

    /** The highest address; with a prefix of 31 or 32 it is a host's (RFC 3021). */
    public Ipv4Address broadcastAddress() {
        return new Ipv4Address(address.bits() | ~mask());
    }

    @Override
    public boolean reaches(Ipv4Address other) {
        return contains(other);
    }

    @Override
    public String notAHost(Ipv4Address other) {
        if (prefix >= 31) {
            return "";
        }
        if (other.equals(networkAddress())) {
            return "is the address of the network itself";
        }
        return other.equals(broadcastAddress()) ? "is the broadcast address of its network" : "";
    }

    private int mask() {
        return -1 << (32 - prefix);
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
