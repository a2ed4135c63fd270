package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.domzero.p2v.fixup.InterfaceNames.Card;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFixUpsTest {
    private static final String SCRIPTS = "/etc/sysconfig/network-scripts/";

    @TempDir
    private Path directory;

    private Sample sample;

    @BeforeEach
    void makeSample() {
        sample = new Sample(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eth0",
                "em1",
                "p1p2",
                "eno1",
                "ens192",
                "enp3s0f1",
                "ens1f0np0",
                "enx0123456789ab",
                "enX0",
                "eth-id-00:11:22:33:44:55",
                "eno1np0"
            })
    void cardsHaveManyNames(String name) {
        assertThat(InterfaceNames.isCard(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo", "bond0", "br0", "eth0.1", "eth0:1", "vlan20", "wlan0", "tun0", "ethernet"})
    void otherInterfacesAreNoCards(String name) {
        assertThat(InterfaceNames.isCard(name)).isFalse();
    }

    @Test
    void firstCardThatStartsIsTheGuests() {
        InterfaceNames names = InterfaceNames.of(
                List.of(new Card("eth0", false), new Card("eth1", true), new Card("em1", true)), "eth0");

        assertThat(names.of("em1.100")).isEqualTo("eth0.100");
        assertThat(names.of("eth0")).isEqualTo("eth2");
        assertThat(names.of("eth1:0")).isEqualTo("eth1:0");
        assertThat(names.of("bond0")).isEqualTo("bond0");
        assertThat(names.in("config_em1=\"dev eth0 via em10 em1\""))
                .isEqualTo("config_eth0=\"dev eth2 via em10 eth0\"");
    }

    @Test
    void ifcfgFilesAreUntiedAndRenamed() {
        sample.with(SCRIPTS + "ifcfg-em1", "DEVICE=em1\nHWADDR=00:11\nONBOOT=yes\nBOOTPROTO=dhcp\n")
                .with(SCRIPTS + "ifcfg-em2", "DEVICE=em2\nONBOOT=yes\nIPADDR=192.0.2.1\n")
                .with(SCRIPTS + "ifcfg-em1:1", "DEVICE=em1:1\n")
                .with(SCRIPTS + "ifcfg-em1.bak", "DEVICE=em1\n")
                .with(SCRIPTS + "route-em1", "default dev em1\n");

        FixUpReport report = sample.apply(new IfcfgFixUp(IfcfgStyle.RED_HAT));

        assertThat(sample.root().list(SCRIPTS))
                .containsExactly("ifcfg-em1.bak", "ifcfg-eth0", "ifcfg-eth0:1", "ifcfg-eth1", "route-eth0");
        assertThat(sample.text(SCRIPTS + "ifcfg-eth0")).isEqualTo("DEVICE=eth0\nONBOOT=yes\nBOOTPROTO=dhcp\n");
        assertThat(sample.text(SCRIPTS + "ifcfg-eth0:1")).isEqualTo("DEVICE=eth0:1\n");
        assertThat(sample.text(SCRIPTS + "ifcfg-eth1")).isEqualTo("DEVICE=eth1\nONBOOT=no\nIPADDR=192.0.2.1\n");
        assertThat(sample.text(SCRIPTS + "route-eth0")).isEqualTo("default dev eth0\n");
        assertThat(report.warnings())
                .containsExactly("the guest has one network card, eth0: em2 does not start any more");
    }

    @Test
    void ifcfgFilesSwapTheirNames() {
        sample.with(SCRIPTS + "ifcfg-eth0", "DEVICE=eth0\nONBOOT=no\n")
                .with(SCRIPTS + "ifcfg-eth1", "DEVICE=eth1\nIPADDR=192.0.2.1\n");

        sample.apply(new IfcfgFixUp(IfcfgStyle.RED_HAT));

        assertThat(sample.text(SCRIPTS + "ifcfg-eth0")).isEqualTo("DEVICE=eth0\nIPADDR=192.0.2.1\n");
        assertThat(sample.text(SCRIPTS + "ifcfg-eth1")).isEqualTo("DEVICE=eth1\nONBOOT=no\n");
        assertThat(sample.apply(new IfcfgFixUp(IfcfgStyle.RED_HAT)).done()).isEmpty();
    }

    @Test
    void ifcfgFilesOfSuseLoseTheAddressInTheirName() {
        String directory = "/etc/sysconfig/network/";
        sample.with(directory + "ifcfg-eth-id-00:11:22:33:44:55", "IPADDR='192.0.2.1'\nSTARTMODE='auto'\nUNIQUE='x'\n")
                .with(directory + "ifcfg-bond0", "BONDING_SLAVE0='eth-id-00:11:22:33:44:55'\n");

        sample.apply(new IfcfgFixUp(IfcfgStyle.SUSE));

        assertThat(sample.text(directory + "ifcfg-eth0")).isEqualTo("IPADDR='192.0.2.1'\nSTARTMODE='auto'\n");
        assertThat(sample.text(directory + "ifcfg-bond0")).isEqualTo("BONDING_SLAVE0='eth0'\n");
    }

    @Test
    void interfacesNameTheGuestsCard() {
        sample.with("/etc/network/interfaces", """
                auto lo eno1 eno2
                iface lo inet loopback
                # eno1 is the first
                iface eno1 inet static
                    hwaddress ether 00:11
                    up ip route add default dev eno1
                auto eno1.5
                iface eno1.5 inet dhcp
                iface eno2 inet dhcp
                """);

        assertThat(sample.apply(new InterfacesFixUp()).warnings()).hasSize(1);
        assertThat(sample.text("/etc/network/interfaces")).isEqualTo("""
                auto lo eth0
                iface lo inet loopback
                # eno1 is the first
                iface eth0 inet static
                    up ip route add default dev eth0
                auto eth0.5
                iface eth0.5 inet dhcp
                iface eth1 inet dhcp
                """);
    }

    @Test
    void gentoosScriptsFollowTheName() {
        sample.with("/etc/conf.d/net", "config_enp3s0=\"dhcp\"\nmac_enp3s0=\"00:11\"\n")
                .withLink("/etc/init.d/net.enp3s0", "net.lo")
                .withLink("/etc/runlevels/default/net.enp3s0", "/etc/init.d/net.enp3s0");

        sample.apply(new NetifrcFixUp());

        assertThat(sample.text("/etc/conf.d/net")).isEqualTo("config_eth0=\"dhcp\"\n");
        assertThat(sample.root().link("/etc/init.d/net.eth0")).hasValue("net.lo");
        assertThat(sample.root().link("/etc/runlevels/default/net.eth0")).hasValue("/etc/init.d/net.eth0");
        assertThat(sample.root().list("/etc/runlevels/default")).containsExactly("net.eth0");
    }

    @Test
    void slackwareNamesACardByItsNumber() {
        sample.with("/etc/rc.d/rc.inet1.conf", "IPADDR[0]=\"\"\nIPADDR[1]=\"192.0.2.1\"\n");

        sample.apply(new RcInet1FixUp());

        assertThat(sample.text("/etc/rc.d/rc.inet1.conf"))
                .isEqualTo("IPADDR[0]=\"\"\nIPADDR[1]=\"192.0.2.1\"\nIFNAME[1]=eth0\n");
    }

    @Test
    void whatIsNotChangedIsNamed() {
        sample.with("/etc/netplan/01.yaml", "network:\n  ethernets:\n    ens3:\n      dhcp4: true\n")
                .with("/etc/systemd/network/10.link", "[Match]\nMACAddress=00:11\n")
                .with("/etc/systemd/network/vlan.netdev", "[NetDev]\nKind=vlan\n")
                .with("/etc/NetworkManager/system-connections/lan", "[ethernet]\nmac-address=00:11\n");

        assertThat(sample.apply(new OtherNetworkFixUp(Sample.DEBIAN)).warnings())
                .containsExactly(
                        "/etc/NetworkManager/system-connections/lan names a card of the physical machine; the guest's is eth0",
                        "/etc/netplan/01.yaml names a card of the physical machine; the guest's is eth0",
                        "/etc/systemd/network/10.link names a card of the physical machine; the guest's is eth0");
    }

    @Test
    void udevForgetsNames() {
        sample.with("/etc/udev/rules.d/70-persistent-net.rules", "x")
                .with("/lib/udev/rules.d/75-persistent-net-generator.rules", "x");

        sample.apply(new UdevNamesFixUp());

        assertThat(sample.root().exists("/etc/udev/rules.d/70-persistent-net.rules"))
                .isFalse();
        assertThat(sample.root().link("/etc/udev/rules.d/75-persistent-net-generator.rules"))
                .hasValue("/dev/null");
        assertThat(sample.apply(new UdevNamesFixUp()).done()).isEmpty();
    }
}
