package org.domzero.installer.answers;

import java.util.regex.Pattern;

/**
 * An IPv4 address.
 *
 * @param bits its four bytes, the first one highest
 */
public record Ipv4Address(int bits) implements IpAddress {
    // Without leading zeros: some programs read 010 as eight.
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FORM = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 =
            Pattern.compile("\\p{XDigit}*:[\\p{XDigit}:]*:[\\p{XDigit}:.]*(%\\w+)?(/\\d+)?");

    /** Reads {@code 192.0.2.10}. */
    public static Ipv4Address parse(String text) {
        if (IPV6.matcher(text).matches()) {
            throw new WrongValue(text, "is an IPv6 address", "the keys for IPv6 are address6 and gateway6");
        }
        if (!FORM.matcher(text).matches()) {
            throw new WrongValue(text, "is not an IPv4 address", null);
        }
        int bits = 0;
        for (String part : text.split("\\.", -1)) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        return new Ipv4Address(bits);
    }

    /** Like {@link #parse}, for an address that another machine or this host has. */
    static Ipv4Address parseHost(String text) {
        Ipv4Address address = parse(text);
        String kind = address.special();
        if (!kind.isEmpty()) {
            throw new WrongValue(text, "is " + kind + " address, which no host on a network has", null);
        }
        return address;
    }

    /** What kind of address this is if no host can have it (RFC 6890, RFC 5771), with its article; else empty. */
    String special() {
        int first = bits >>> 24;
        if (bits == -1) {
            return "the broadcast";
        }
        if (first == 0) {
            return "an unspecified";
        }
        if (first == 127) {
            return "a loopback";
        }
        if (first >= 240) {
            return "a reserved";
        }
        return first >= 224 ? "a multicast" : "";
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }
}
