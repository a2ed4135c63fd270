package org.domzero.tests.machine;

import org.domzero.installer.answers.Ipv4Address;
import org.domzero.installer.answers.Ipv6Address;

/**
 * What Linux 6.18 has sent as the host 192.0.2.10, 2001:db8::10 and as its router, recorded on the wire between them;
 * without a tag. A ping carries "domzero pings", an odd number of bytes.
 */
final class Captured {
    static final Router ROUTER = new Router(
            MacAddress.parse("02:00:00:00:0c:01"), Ipv4Address.parse("192.0.2.1"), Ipv6Address.parse("2001:db8::1"));

    static final String ARP_REQUEST =
            "ffffffffffff 525400123421 0806" + "0001080006040001 525400123421 c000020a 000000000000 c0000201";
    static final String ARP_REPLY =
            "525400123421 020000000c01 0806" + "0001080006040002 020000000c01 c0000201 525400123421 c000020a";

    static final String PING = "020000000c01 525400123421 0800"
            + "4500 0029 2bc5 4000 4001 8b03 c000020a c0000201 0800 ed7c 1234 0001 646f6d7a65726f2070696e6773";
    static final String PONG = "525400123421 020000000c01 0800"
            + "4500 0029 a3e7 0000 4001 52e1 c0000201 c000020a 0000 f57c 1234 0001 646f6d7a65726f2070696e6773";

    /** To 198.51.100.7, by way of the router. */
    static final String PING_BEYOND = "020000000c01 525400123421 0800"
            + "4500 0029 6351 4000 4001 eb3d c000020a c6336407 0800 ed7c 1234 0001 646f6d7a65726f2070696e6773";

    static final String SOLICITATION = "3333ff000001 525400123421 86dd"
            + "60000000 0020 3a ff 20010db8000000000000000000000010 ff0200000000000000000001ff000001"
            + "87 00 9793 00000000 20010db8000000000000000000000001 0101 525400123421";
    static final String ADVERTISEMENT = "525400123421 020000000c01 86dd"
            + "60000000 0020 3a ff 20010db8000000000000000000000001 20010db8000000000000000000000010"
            + "88 00 fe64 e0000000 20010db8000000000000000000000001 0201 020000000c01";

    static final String PING6 = "020000000c01 525400123421 86dd"
            + "600dfcd4 0015 3a 40 20010db8000000000000000000000010 20010db8000000000000000000000001"
            + "8000 19aa 1234 0001 646f6d7a65726f2070696e6773";
    /** Its flow label is random; here it is zero. */
    static final String PONG6 = "525400123421 020000000c01 86dd"
            + "60000000 0015 3a 40 20010db8000000000000000000000001 20010db8000000000000000000000010"
            + "8100 18aa 1234 0001 646f6d7a65726f2070696e6773";

    /** To 2001:db8:1::7, by way of the router. */
    static final String PING6_BEYOND = "020000000c01 525400123421 86dd"
            + "600b6b11 0015 3a 40 20010db8000000000000000000000010 20010db8000100000000000000000007"
            + "8000 19a3 1234 0001 646f6d7a65726f2070696e6773";

    static final String PONG6_BEYOND = "525400123421 020000000c01 86dd"
            + "60000000 0015 3a 40 20010db8000100000000000000000007 20010db8000000000000000000000010"
            + "8100 18a3 1234 0001 646f6d7a65726f2070696e6773";

    /** Whether nobody has fe80::5054:ff:fe12:3421 yet, asked in the name of none, with a nonce (RFC 7527). */
    static final String DUPLICATE_DETECTION = "3333ff123421 525400123421 86dd"
            + "60000000 0020 3a ff 00000000000000000000000000000000 ff0200000000000000000001ff123421"
            + "87 00 278b 00000000 fe80000000000000505400fffe123421 0e01 4764862fc144";

    /** A report of multicast groups, with an extension header. */
    static final String LISTENER_REPORT = "333300000016 525400123421 86dd"
            + "60000000 0038 00 01 fe80000000000000505400fffe123421 ff020000000000000000000000000016"
            + "3a00050200000100 8f00b72400000002 04000000ff0200000000000000000001ff000010"
            + "04000000ff0200000000000000000001ff123421";

    private Captured() {}

    /** The frame with a tag for a VLAN, as its port would send it. */
    static String tagged(int vlan, String frame) {
        String digits = frame.replace(" ", "");
        return digits.substring(0, 24) + "8100" + "%04x".formatted(vlan) + digits.substring(24);
    }
}
