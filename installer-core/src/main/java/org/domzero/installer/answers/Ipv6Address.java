package org.domzero.installer.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An IPv6 address (RFC 4291), without a zone.
 *
 * @param high its first eight bytes, the first one highest
 * @param low the other eight
 */
public record Ipv6Address(long high, long low) implements IpAddress {
    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("\\p{XDigit}{1,4}");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}(/.*)?");

    /** Reads any form of RFC 4291, section 2.2. It is no job for {@code InetAddress}, which would ask for a name. */
    public static Ipv6Address parse(String text) {
        if (text.contains("%")) {
            throw new WrongValue(
                    text,
                    "has a zone",
                    "leave out the percent sign and what follows: the management network is meant anyway");
        }
        if (IPV4.matcher(text).matches()) {
            throw new WrongValue(text, "is an IPv4 address", "the keys for IPv4 are address and gateway");
        }
        int gap = text.indexOf("::");
        List<Integer> groups = groups(text, gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> behind = gap < 0 ? List.of() : groups(text, text.substring(gap + 2), true);
        int known = groups.size() + behind.size();
        if (gap < 0 ? known != GROUPS : known >= GROUPS) {
            throw notAnAddress(text);
        }
        while (groups.size() + behind.size() < GROUPS) {
            groups.add(0);
        }
        groups.addAll(behind);
        return new Ipv6Address(bits(groups.subList(0, GROUPS / 2)), bits(groups.subList(GROUPS / 2, GROUPS)));
    }

    /** Like {@link #parse}, for an address that another machine or this host has. */
    static Ipv6Address parseHost(String text) {
        Ipv6Address address = parse(text);
        String kind = address.special();
        if (!kind.isEmpty()) {
            throw new WrongValue(text, "is " + kind + " address, which no host on a network has", null);
        }
        return address;
    }

    /** @param end whether {@code part} is the end of the address, whose four bytes may be written as those of IPv4 */
    private static List<Integer> groups(String text, String part, boolean end) {
        List<Integer> groups = new ArrayList<>();
        if (part.isEmpty()) {
            return groups;
        }
        String[] pieces = part.split(":", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (end && i == pieces.length - 1 && pieces[i].contains(".")) {
                int bits = ipv4(text, pieces[i]);
                groups.add(bits >>> 16);
                groups.add(bits & 0xFFFF);
            } else if (GROUP.matcher(pieces[i]).matches()) {
                groups.add(Integer.parseInt(pieces[i], 16));
            } else {
                throw notAnAddress(text);
            }
        }
        return groups;
    }

    private static int ipv4(String text, String piece) {
        try {
            return Ipv4Address.parse(piece).bits();
        } catch (WrongValue wrong) {
            throw notAnAddress(text);
        }
    }

    private static long bits(List<Integer> groups) {
        return groups.stream().mapToLong(Integer::longValue).reduce(0, (bits, group) -> bits << 16 | group);
    }

    private static WrongValue notAnAddress(String text) {
        return new WrongValue(text, "is not an IPv6 address", null);
    }

    /** What kind of address this is if no host can have it (RFC 4291, section 2), with its article; else empty. */
    String special() {
        if (high == 0 && low == 0) {
            return "the unspecified";
        }
        if (high == 0 && low == 1) {
            return "the loopback";
        }
        if (high == 0 && low >>> 32 == 0xFFFF) {
            return "an IPv4-mapped";
        }
        if (high == 0 && low >>> 32 == 0) {
            return "an IPv4-compatible";
        }
        return high >>> 56 == 0xFF ? "a multicast" : "";
    }

    /** Whether it is in fe80::/10, and so means something on one link only. */
    boolean isLinkLocal() {
        return high >>> 54 == 0xFE80 >> 6;
    }

    /** The form of RFC 5952: lower case, the longest run of zeros left out. */
    @Override
    public String toString() {
        List<Integer> groups = new ArrayList<>();
        for (int shift = 48; shift >= 0; shift -= 16) {
            groups.add((int) (high >>> shift & 0xFFFF));
        }
        for (int shift = 48; shift >= 0; shift -= 16) {
            groups.add((int) (low >>> shift & 0xFFFF));
        }
        int start = 0;
        int longest = 0;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups.get(end) == 0) {
                end++;
            }
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        return longest < 2
                ? hex(groups)
                : hex(groups.subList(0, start)) + "::" + hex(groups.subList(start + longest, GROUPS));
    }

    private static String hex(List<Integer> groups) {
        return groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
