package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.domzero.installer.answers.InterfaceChoice;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.answers.UplinkChoice.Bond.Mode;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class BondMembersTest {
    private static final NetworkCard ENO1 = Samples.card("eno1", "52:54:00:00:00:01", Link.UP);
    private static final NetworkCard ENO2 = Samples.card("eno2", "52:54:00:00:00:02", Link.UP);
    private static final NetworkCard DARK = Samples.card("eno3", "52:54:00:00:00:03", Link.DOWN);
    private static final NetworkCard DARK_TOO = Samples.card("eno4", "52:54:00:00:00:04", Link.DOWN);
    private static final NetworkCard UNKNOWN = Samples.card("eno5", "52:54:00:00:00:05", Link.UNKNOWN);
    private static final List<NetworkCard> CARDS = List.of(DARK_TOO, ENO2, UNKNOWN, DARK, ENO1);

    private static final Map<String, Place> PLACES = Map.of(
            "network.bond", new Place("answers.toml", 7, 1),
            "network.bond.interfaces[0]", new Place("answers.toml", 7, 20),
            "network.bond.interfaces[1]", new Place("answers.toml", 7, 28));

    private static UplinkChoice bond(String... cards) {
        List<InterfaceChoice> choices = Stream.of(cards)
                .<InterfaceChoice>map(
                        text -> text.contains(":") ? new InterfaceChoice.Mac(text) : new InterfaceChoice.Name(text))
                .toList();
        return new UplinkChoice.Bond(choices, Mode.LACP);
    }

    private static ManagementInterface.Chosen choose(List<NetworkCard> cards, String... choices) {
        return ManagementInterface.choose(cards, bond(choices), PLACES);
    }

    private static String complaint(ExitCode code, List<NetworkCard> cards, String... choices) {
        UserError error = Samples.errorOf(() -> choose(cards, choices));
        assertThat(error.exitCode()).isEqualTo(code);
        return error.render();
    }

    @Test
    void theCardsAreInTheOrderOfTheAnswers() {
        Uplink uplink = choose(CARDS, "eno2", "52:54:00:00:00:01").uplink();

        assertThat(uplink).isEqualTo(new Uplink.Bond(List.of(ENO2, ENO1), Mode.LACP));
        assertThat(uplink.mac()).isEqualTo(ENO2.mac());
    }

    @Test
    void aGlobTakesAllThatMatchInTheOrderOfTheirNames() {
        assertThat(choose(CARDS, "eno?").uplink().all()).containsExactly(ENO1, ENO2, DARK, DARK_TOO, UNKNOWN);
    }

    @Test
    void ofThoseThatAGlobMatchesTheCardsOnPciAreTaken() {
        NetworkCard one = new NetworkCard("enp3s0", "52:54:00:00:00:07", "igb", Link.UP, null, "0000:03:00.0", true);
        NetworkCard other = new NetworkCard("enp2s0", "52:54:00:00:00:08", "igb", Link.UP, null, "0000:02:00.0", true);
        List<NetworkCard> cards = List.of(ENO1, one, other);

        assertThat(choose(cards, "en*").uplink().all()).containsExactly(other, one);
        assertThat(choose(cards, "enp*", "eno1").uplink().all()).containsExactly(other, one, ENO1);
    }

    @Test
    void aMemberWithoutLinkIsAWarning() {
        assertThat(choose(CARDS, "eno1", "eno2").warnings()).isEmpty();
        assertThat(choose(CARDS, "eno3", "eno1", "eno5").warnings())
                .containsExactly(
                        "eno3 has no link; until its cable is in, the bond has a card less",
                        "whether eno5 has link is not known; without it the bond has a card less");
        assertThat(choose(CARDS, "eno3", "eno5").warnings()).hasSize(2);
    }

    @Test
    void noMemberWithLinkIsAnError() {
        assertThat(complaint(ExitCode.FAILED, CARDS, "eno3", "eno4")).isEqualTo("""
                error: answers.toml:7:1: network.bond is made of eno3 (52:54:00:00:00:03, igb, no link), \
                eno4 (52:54:00:00:00:04, igb, no link), and there is a cable in none of them
                  hint: plug one in, and see whether the switch's port is on; \
                with link there are eno2 (52:54:00:00:00:02, igb), eno1 (52:54:00:00:00:01, igb)""");
    }

    @Test
    void tellsEveryCardThatDoesNotExistAndEveryOneThatIsThereTwice() {
        assertThat(complaint(ExitCode.USAGE, List.of(ENO1, ENO2), "eno9", "52:54:00:00:00:99"))
                .isEqualTo("""
                error: answers.toml:7:20: network.bond.interfaces[0] = "eno9" matches no network card
                  hint: the network cards here are eno1 (52:54:00:00:00:01, link), eno2 (52:54:00:00:00:02, link)
                error: answers.toml:7:28: network.bond.interfaces[1] = "52:54:00:00:00:99" matches no network card
                  hint: the network cards here are eno1 (52:54:00:00:00:01, link), eno2 (52:54:00:00:00:02, link)""");
        assertThat(complaint(ExitCode.USAGE, List.of(ENO1, ENO2), "eno1", "en*"))
                .isEqualTo("""
                error: answers.toml:7:28: network.bond.interfaces[1] = "en*" matches eno1, \
                which "eno1" has matched before
                  hint: name every card once; eno1 has the MAC address 52:54:00:00:00:01""");
        assertThat(complaint(ExitCode.USAGE, List.of(ENO1, ENO2), "52:54:00:00:00:01", "eno1"))
                .contains("\"eno1\" matches eno1, which \"52:54:00:00:00:01\" has matched before");
    }

    @Test
    void twoCardsAreTheLeast() {
        NetworkCard function = new NetworkCard("eno1v0", "52:54:00:00:00:0a", "igbvf", Link.UP, null, null, false);

        assertThat(complaint(ExitCode.USAGE, List.of(ENO1, function), "eno*")).isEqualTo("""
                error: answers.toml:7:1: network.bond takes at least two network cards, \
                and its interfaces match only eno1 (52:54:00:00:00:01, igb)
                  hint: the network cards here are eno1 (52:54:00:00:00:01, link)""");
    }

    @Test
    void knowsTheCardsThatTheAnswersName() {
        assertThat(ManagementInterface.named(CARDS, bond("eno2", "eno9", "eno?")))
                .containsExactly(ENO2, ENO1, DARK, DARK_TOO, UNKNOWN);
    }

    @Test
    void saysAllThatWasDecided() {
        assertThat(ManagementInterface.explain(
                        choose(CARDS, "eno3", "eno1").uplink(),
                        Samples.network("bond = { interfaces = ['eno3', 'eno1'], mode = 'lacp' }\nvlan = 7\n"
                                + "address = '192.0.2.10/24'\ngateway = '192.0.2.1'\ndns = ['192.0.2.53']")))
                .isEqualTo("bond0 (lacp) of eno3 (52:54:00:00:00:03, igb, no link), eno1 (52:54:00:00:00:01, igb),"
                        + " by network.bond; VLAN 7; IPv4 192.0.2.10/24, gateway 192.0.2.1;"
                        + " IPv6 as the routers advertise it; name servers 192.0.2.53");
    }
}
