package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.InterfaceChoice;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class ManagementInterfaceTest {
    private static final UplinkChoice FIRST = new UplinkChoice.FirstWithLink();
    private static final NetworkCard ENO1 = Samples.card("eno1", "52:54:00:00:00:01", Link.DOWN);
    private static final NetworkCard ENO2 = Samples.card("eno2", "52:54:00:00:00:02", Link.UP);
    private static final NetworkCard ENP1 = Samples.card("enp1s0", "52:54:00:00:00:03", Link.UP);
    private static final NetworkCard UNKNOWN = Samples.card("eno3", "52:54:00:00:00:05", Link.UNKNOWN);
    private static final NetworkCard FUNCTION =
            new NetworkCard("ens1f0v0", "52:54:00:00:00:04", "igbvf", Link.UP, null, null, false);

    private static final List<NetworkCard> CARDS = List.of(FUNCTION, ENP1, ENO1, ENO2);

    private static final Map<String, Place> PLACES = Map.of("network.interface", new Place("answers.toml", 7, 1));

    private static NetworkCard choose(List<NetworkCard> cards, UplinkChoice choice) {
        return ((Uplink.Card) ManagementInterface.choose(cards, choice, PLACES).uplink()).card();
    }

    private static List<String> warnings(List<NetworkCard> cards, UplinkChoice choice) {
        return ManagementInterface.choose(cards, choice, PLACES).warnings();
    }

    private static UplinkChoice named(String text) {
        return new UplinkChoice.Card(
                text.contains(":") ? new InterfaceChoice.Mac(text) : new InterfaceChoice.Name(text));
    }

    private static String complaint(ExitCode code, List<NetworkCard> cards, UplinkChoice choice) {
        UserError error = Samples.errorOf(() -> ManagementInterface.choose(cards, choice, PLACES));
        assertThat(error.exitCode()).isEqualTo(code);
        return error.render();
    }

    @Test
    void takesTheFirstByNameThatHasLink() {
        assertThat(choose(CARDS, FIRST)).isEqualTo(ENO2);
    }

    @Test
    void takesACardOnPciBeforeOneOnUsbWhichAManagementControllerMayOffer() {
        NetworkCard usb = Samples.card("ena0", "52:54:00:00:00:06", Link.UP);
        NetworkCard pci =
                new NetworkCard("enp3s0", "52:54:00:00:00:07", "virtio_net", Link.UP, null, "0000:03:00.0", true);
        NetworkCard dark = new NetworkCard("enp2s0", "52:54:00:00:00:08", "igb", Link.DOWN, null, "0000:02:00.0", true);

        assertThat(choose(List.of(usb, dark, pci), FIRST)).isEqualTo(pci);
        assertThat(choose(List.of(usb, dark), FIRST)).isEqualTo(usb);
    }

    @Test
    void takesTheOneThatIsNamed() {
        assertThat(choose(CARDS, named("enp1s0"))).isEqualTo(ENP1);
        assertThat(choose(CARDS, named("52:54:00:00:00:03"))).isEqualTo(ENP1);
        assertThat(warnings(CARDS, named("enp1s0"))).isEmpty();
    }

    @Test
    void ofSeveralThatMatchOneWithLinkGoesFirst() {
        assertThat(choose(CARDS, named("eno*"))).isEqualTo(ENO2);
        assertThat(choose(CARDS, named("en??s?"))).isEqualTo(ENP1);
        assertThat(choose(List.of(ENO1, UNKNOWN), named("*"))).isEqualTo(UNKNOWN);
    }

    @Test
    void aDotInANameIsNoWildcard() {
        assertThat(complaint(ExitCode.USAGE, List.of(ENO1), named("en.1")))
                .contains("\"en.1\" matches no network card");
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(complaint(ExitCode.FAILED, List.of(), FIRST)).isEqualTo("""
                error: there is no network card
                  hint: the kernel's messages (dmesg) tell of missing drivers""");
        assertThat(complaint(ExitCode.USAGE, List.of(), named("eno1"))).isEqualTo("""
                error: answers.toml:7:1: network.interface = "eno1" matches no network card
                  hint: there are none here""");
    }

    @Test
    void aHostThatNobodyCanReachIsNotInstalledByChance() {
        assertThat(complaint(ExitCode.FAILED, List.of(ENO1), FIRST)).isEqualTo("""
                error: no network card has link
                  hint: plug in a cable: eno1 (52:54:00:00:00:01, no link)""");
        assertThat(complaint(ExitCode.FAILED, List.of(ENO1, UNKNOWN), FIRST)).isEqualTo("""
                error: no network card has link
                  hint: plug in a cable, or name the card in network.interface: \
                eno1 (52:54:00:00:00:01, no link), eno3 (52:54:00:00:00:05, link unknown)""");
    }

    @Test
    void aCableThatIsNotInIsAnErrorOfTheMachine() {
        assertThat(complaint(ExitCode.FAILED, CARDS, named("52:54:00:00:00:01")))
                .isEqualTo("""
                error: answers.toml:7:1: network.interface = "52:54:00:00:00:01" is \
                eno1 (52:54:00:00:00:01, igb, no link), and there is no cable in it
                  hint: plug it in, and see whether the switch's port is on; \
                with link there are enp1s0 (52:54:00:00:00:03, igb), eno2 (52:54:00:00:00:02, igb)""");
        NetworkCard other = Samples.card("eno4", "52:54:00:00:00:09", Link.DOWN);
        assertThat(complaint(ExitCode.FAILED, List.of(other, ENO1), named("eno?")))
                .isEqualTo("""
                error: answers.toml:7:1: network.interface = "eno?" matches \
                eno1 (52:54:00:00:00:01, igb, no link), eno4 (52:54:00:00:00:09, igb, no link), \
                and there is a cable in none of them
                  hint: plug it in, and see whether the switch's port is on; no network card has link""");
    }

    @Test
    void aLinkThatIsNotKnownIsAWarning() {
        assertThat(choose(List.of(ENO1, UNKNOWN), named("eno3"))).isEqualTo(UNKNOWN);
        assertThat(warnings(List.of(ENO1, UNKNOWN), named("eno3")))
                .containsExactly("whether eno3 has link is not known; without it nobody will reach the host");
    }

    @Test
    void listsTheCardsWhenNoneMatches() {
        assertThat(complaint(ExitCode.USAGE, List.of(ENO1, ENO2), named("52:54:00:00:00:99")))
                .isEqualTo("""
                error: answers.toml:7:1: network.interface = "52:54:00:00:00:99" matches no network card
                  hint: the network cards here are \
                eno1 (52:54:00:00:00:01, no link), eno2 (52:54:00:00:00:02, link)""");
    }

    @Test
    void aVirtualFunctionIsNoCardToManageAHostBy() {
        assertThat(complaint(ExitCode.USAGE, List.of(FUNCTION, ENO1), named("ens1f0v0")))
                .isEqualTo("""
                error: answers.toml:7:1: network.interface = "ens1f0v0" matches no network card
                  hint: the network cards here are eno1 (52:54:00:00:00:01, no link)""");
        assertThat(complaint(ExitCode.FAILED, List.of(FUNCTION), FIRST)).contains("there is no network card\n");
    }

    @Test
    void knowsTheCardsThatTheAnswersName() {
        assertThat(ManagementInterface.named(CARDS, named("eno*"))).containsExactly(ENO1, ENO2);
        assertThat(ManagementInterface.named(CARDS, named("ens*"))).isEmpty();
        assertThat(ManagementInterface.named(CARDS, FIRST)).isEmpty();
    }

    private static String explain(NetworkCard card, String network) {
        Answers.Network answers = Samples.network(network);
        return ManagementInterface.explain(new Uplink.Card(card), answers);
    }

    @Test
    void saysAllThatWasDecided() {
        NetworkCard bare = new NetworkCard("eno9", "52:54:00:00:00:09", null, Link.UNKNOWN, null, null, true);

        assertThat(explain(ENP1, ""))
                .isEqualTo("enp1s0 (52:54:00:00:00:03, igb), the first with link; IPv4 by DHCP;"
                        + " IPv6 as the routers advertise it");
        assertThat(explain(bare, "interface = 'en*'\naddress = '192.0.2.10/24'\naddress6 = 'none'"))
                .isEqualTo("eno9 (52:54:00:00:00:09, link unknown), by network.interface = \"en*\";"
                        + " IPv4 192.0.2.10/24 without a gateway; no IPv6");
        assertThat(explain(ENP1, """
                interface = '52:54:00:00:00:03'
                vlan = 12
                address = 'none'
                address6 = '2001:db8::10/64'
                gateway6 = 'fe80::1'
                dns = ['2001:db8::53', 'fe80::53']
                """))
                .isEqualTo("enp1s0 (52:54:00:00:00:03, igb), by network.interface = \"52:54:00:00:00:03\"; VLAN 12;"
                        + " no IPv4; IPv6 2001:db8::10/64, gateway fe80::1; name servers 2001:db8::53, fe80::53");
    }
}
