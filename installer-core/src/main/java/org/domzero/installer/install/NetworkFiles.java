package org.domzero.installer.install;

import java.util.List;
import org.domzero.installer.answers.AddressChoice;
import org.domzero.installer.answers.Answers;

/** The management network for systemd-networkd: a bridge, {@code xenbr0}, over one network card. */
final class NetworkFiles {
    private NetworkFiles() {}

    /** @param mac of the card; the bridge takes it over, so that DHCP knows the host by it */
    static List<TargetFile> of(Answers.Network network, String mac) {
        String netdev = "[NetDev]\nName=xenbr0\nKind=bridge\nMACAddress=" + mac + "\n\n"
                // Guests come and go on one port; nothing here can make a loop that spanning tree would have to break.
                + "[Bridge]\nSTP=no\nForwardDelaySec=0\n";
        // By MAC address: interface names change with the slot a card is put into, and with systemd's versions.
        // The bridge itself, VLANs and guests' interfaces can have the same one.
        String uplink = "[Match]\nPermanentMACAddress=" + mac + "\nType=ether\nKind=!*\n\n"
                + "[Network]\nBridge=xenbr0\nLinkLocalAddressing=no\nLLDP=yes\n";
        StringBuilder bridge = new StringBuilder("[Match]\nName=xenbr0\n\n[Network]\n");
        if (network.address() instanceof AddressChoice.Static fixed) {
            bridge.append("Address=").append(fixed.network()).append('\n');
            if (fixed.gateway() != null) {
                bridge.append("Gateway=").append(fixed.gateway()).append('\n');
            }
        } else {
            bridge.append("DHCP=yes\n");
        }
        network.dns().forEach(server -> bridge.append("DNS=").append(server).append('\n'));
        return List.of(
                TargetFile.of("/etc/systemd/network/10-xenbr0.netdev", netdev),
                TargetFile.of("/etc/systemd/network/20-uplink.network", uplink),
                TargetFile.of("/etc/systemd/network/30-xenbr0.network", bridge.toString()));
    }
}
