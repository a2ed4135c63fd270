package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.Ipv4Choice;
import org.domzero.installer.answers.Ipv6Choice;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.facts.NetworkCard;

/**
 * The management network for systemd-networkd (systemd.netdev(5), systemd.network(5)): one network card or
 * {@code bond0}, a VLAN over it if there is one, and over that the bridge {@code xenbr0}, which alone has addresses.
 *
 * <p>The bridge has the first card's MAC address, so that DHCP knows the host by it whatever is between them.
 */
final class NetworkFiles {
    static final String BRIDGE = "xenbr0";
    static final String BOND = "bond0";

    private static final String FOLDER = "/etc/systemd/network/";

    private NetworkFiles() {}

    static List<TargetFile> of(Answers.Network network, Uplink uplink) {
        List<TargetFile> files = new ArrayList<>();
        files.add(netdev(
                BRIDGE,
                "Kind=bridge\nMACAddress=" + uplink.mac() + "\n\n"
                        // Guests come and go on one port; nothing here can make a loop that spanning tree would have to
                        // break.
                        + "[Bridge]\nSTP=no\nForwardDelaySec=0\n"));
        String overUplink = "Bridge=" + BRIDGE;
        if (network.vlan() != null) {
            String vlan = vlan(network.vlan());
            files.add(netdev(vlan, "Kind=vlan\n\n[VLAN]\nId=" + network.vlan() + "\n"));
            files.add(port("25-" + vlan, "Name=" + vlan + "\n", overUplink));
            overUplink = "VLAN=" + vlan;
        }
        if (uplink instanceof Uplink.Bond bond) {
            files.add(netdev(BOND, "Kind=bond\nMACAddress=" + bond.mac() + "\n\n[Bond]\n" + mode(bond.mode())));
            files.add(port("22-" + BOND, "Name=" + BOND + "\n", overUplink));
            overUplink = "Bond=" + BOND;
        }
        files.add(port("20-uplink", match(uplink), overUplink + "\nLLDP=yes"));
        files.add(TargetFile.of(FOLDER + "30-" + BRIDGE + ".network", bridge(network)));
        return files.stream()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }

    /** No name of a card is part of it: those change, and need not be as short. */
    static String vlan(int number) {
        return "vlan" + number;
    }

    private static TargetFile netdev(String name, String rest) {
        return TargetFile.of(FOLDER + "10-" + name + ".netdev", "[NetDev]\nName=" + name + "\n" + rest);
    }

    /** By MAC address: interface names change with the slot a card is put into, and with systemd's versions. */
    private static String match(Uplink uplink) {
        return "PermanentMACAddress="
                + uplink.all().stream().map(NetworkCard::mac).collect(Collectors.joining(" "))
                // Bridge, bond, VLAN and guests' interfaces can have the same one.
                + "\nType=ether\nKind=!*\n";
    }

    /** What is below the bridge has no addresses, and nothing that waits for the network waits for it. */
    private static TargetFile port(String file, String match, String over) {
        return TargetFile.of(
                FOLDER + file + ".network",
                "[Match]\n" + match + "\n[Link]\nRequiredForOnline=no\n\n[Network]\n" + over
                        + "\nLinkLocalAddressing=no\n");
    }

    private static String mode(UplinkChoice.Bond.Mode mode) {
        return switch (mode) {
            case ACTIVE_BACKUP -> "Mode=active-backup\nMIIMonitorSec=100ms\n";
            // By IP addresses too: all that goes through a router has the same two MAC addresses.
            case LACP -> "Mode=802.3ad\nLACPTransmitRate=fast\nMIIMonitorSec=100ms\nTransmitHashPolicy=layer2+3\n";
        };
    }

    private static String bridge(Answers.Network network) {
        StringBuilder file = new StringBuilder("[Match]\nName=" + BRIDGE + "\n\n");
        file.append("[Link]\nRequiredForOnline=routable\n\n[Network]\n");
        if (network.ipv4() instanceof Ipv4Choice.Dhcp) {
            // DHCPv6 is the routers' business: it starts when they say so.
            file.append("DHCP=ipv4\n");
        }
        if (network.ipv4() instanceof Ipv4Choice.Static fixed) {
            file.append("Address=").append(fixed.network()).append('\n');
            if (fixed.gateway() != null) {
                file.append("Gateway=").append(fixed.gateway()).append('\n');
            }
        }
        if (network.ipv6() instanceof Ipv6Choice.Static fixed) {
            file.append("Address=").append(fixed.network()).append('\n');
            if (fixed.gateway() != null) {
                file.append("Gateway=").append(fixed.gateway()).append('\n');
            }
        }
        boolean none = network.ipv6() instanceof Ipv6Choice.None;
        file.append("LinkLocalAddressing=").append(none ? "no" : "ipv6").append('\n');
        file.append("IPv6AcceptRA=")
                .append(network.ipv6() instanceof Ipv6Choice.Auto ? "yes" : "no")
                .append('\n');
        network.dns().forEach(server -> file.append("DNS=").append(server).append('\n'));
        return file.toString();
    }
}
