package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.domzero.installer.answers.InterfaceChoice;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class ManagementInterfaceTest {
    private static final InterfaceChoice FIRST = new InterfaceChoice.FirstWithLink();
    private static final NetworkCard ENO1 = Samples.card("eno1", "52:54:00:00:00:01", Link.DOWN);
    private static final NetworkCard ENO2 = Samples.card("eno2", "52:54:00:00:00:02", Link.UP);
    private static final NetworkCard ENP1 = Samples.card("enp1s0", "52:54:00:00:00:03", Link.UP);
    private static final NetworkCard FUNCTION =
            new NetworkCard("ens1f0v0", "52:54:00:00:00:04", "igbvf", Link.UP, null, null, false);

    private static final List<NetworkCard> CARDS = List.of(FUNCTION, ENP1, ENO1, ENO2);

    private static NetworkCard choose(InterfaceChoice choice) {
        return ManagementInterface.choose(CARDS, choice, null);
    }

    private static InterfaceChoice named(String glob) {
        return new InterfaceChoice.Name(glob);
    }

    private static String complaint(List<NetworkCard> cards, InterfaceChoice choice) {
        UserError error =
                Samples.errorOf(() -> ManagementInterface.choose(cards, choice, new Place("answers.toml", 7, 1)));
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        return error.render();
    }

    @Test
    void takesTheFirstByNameThatHasLink() {
        assertThat(choose(FIRST)).isEqualTo(ENO2);
    }

    @Test
    void takesACardOnPciBeforeOneOnUsbWhichAManagementControllerMayOffer() {
        NetworkCard usb = Samples.card("ena0", "52:54:00:00:00:06", Link.UP);
        NetworkCard pci =
                new NetworkCard("enp3s0", "52:54:00:00:00:07", "virtio_net", Link.UP, null, "0000:03:00.0", true);
        NetworkCard dark = new NetworkCard("enp2s0", "52:54:00:00:00:08", "igb", Link.DOWN, null, "0000:02:00.0", true);

        assertThat(ManagementInterface.choose(List.of(usb, dark, pci), FIRST, null))
                .isEqualTo(pci);
        assertThat(ManagementInterface.choose(List.of(usb, dark), FIRST, null)).isEqualTo(usb);
    }

    @Test
    void saysWhichOneAndWhy() {
        NetworkCard pci =
                new NetworkCard("enp3s0", "52:54:00:00:00:07", "virtio_net", Link.UP, null, "0000:03:00.0", true);
        NetworkCard unknown = new NetworkCard("eno9", "52:54:00:00:00:09", null, Link.DOWN, null, null, true);

        assertThat(ManagementInterface.explain(pci, FIRST))
                .isEqualTo("enp3s0 (52:54:00:00:00:07, virtio_net), the first with link");
        assertThat(ManagementInterface.explain(pci, named("enp*")))
                .isEqualTo("enp3s0 (52:54:00:00:00:07, virtio_net), by network.interface = \"enp*\"");
        assertThat(ManagementInterface.explain(unknown, named("eno9")))
                .isEqualTo("eno9 (52:54:00:00:00:09), by network.interface = \"eno9\", without link");
    }

    @Test
    void takesTheOneThatIsNamedWhetherItHasLinkOrNot() {
        assertThat(choose(named("eno1"))).isEqualTo(ENO1);
        assertThat(choose(new InterfaceChoice.Mac("52:54:00:00:00:01"))).isEqualTo(ENO1);
    }

    @Test
    void ofSeveralThatMatchOneWithLinkGoesFirst() {
        assertThat(choose(named("eno*"))).isEqualTo(ENO2);
        assertThat(choose(named("en??s?"))).isEqualTo(ENP1);
        assertThat(ManagementInterface.choose(List.of(ENO1), named("*"), null)).isEqualTo(ENO1);
    }

    @Test
    void aDotInANameIsNoWildcard() {
        assertThat(complaint(List.of(ENO1), named("en.1"))).contains("\"en.1\" matches no network card");
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(complaint(List.of(), FIRST)).isEqualTo("""
                error: answers.toml:7:1: there is no network card
                  hint: the kernel's messages (dmesg) tell of missing drivers""");
        assertThat(complaint(List.of(), named("eno1"))).isEqualTo("""
                error: answers.toml:7:1: network.interface = "eno1" matches no network card
                  hint: there are none here""");
    }

    @Test
    void aHostThatNobodyCanReachIsNotInstalledByChance() {
        NetworkCard unknown = Samples.card("eno3", "52:54:00:00:00:05", Link.UNKNOWN);

        assertThat(complaint(List.of(ENO1, unknown), FIRST)).isEqualTo("""
                error: answers.toml:7:1: no network card has link
                  hint: plug in a cable, or name the card in network.interface: \
                eno1 (52:54:00:00:00:01, no link), eno3 (52:54:00:00:00:05, no link)""");
    }

    @Test
    void listsTheCardsWhenNoneMatches() {
        assertThat(complaint(List.of(ENO1, ENO2), new InterfaceChoice.Mac("52:54:00:00:00:99")))
                .isEqualTo("""
                error: answers.toml:7:1: network.interface = "52:54:00:00:00:99" matches no network card
                  hint: the network cards here are \
                eno1 (52:54:00:00:00:01, no link), eno2 (52:54:00:00:00:02, link)""");
    }

    @Test
    void aVirtualFunctionIsNoCardToManageAHostBy() {
        assertThat(complaint(List.of(FUNCTION, ENO1), named("ens1f0v0"))).isEqualTo("""
                error: answers.toml:7:1: network.interface = "ens1f0v0" matches no network card
                  hint: the network cards here are eno1 (52:54:00:00:00:01, no link)""");
        assertThat(complaint(List.of(FUNCTION), FIRST)).contains("there is no network card\n");
    }

    @Test
    void nothingIsSaidOfThePlaceWhenNothingIsWrittenThere() {
        UserError error = Samples.errorOf(() -> ManagementInterface.choose(List.of(), FIRST, null));

        assertThat(error.render()).startsWith("error: there is no network card\n");
    }
}
