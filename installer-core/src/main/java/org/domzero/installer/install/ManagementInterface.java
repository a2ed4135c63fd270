package org.domzero.installer.install;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.domzero.installer.answers.InterfaceChoice;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Glob;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** Which network card the host is managed by. */
final class ManagementInterface {
    private ManagementInterface() {}

    /**
     * The card that the answers mean. Of several that match, one with link goes first, then one on PCI, then the order
     * of their names: the USB cards by which management controllers reach the host always have link, and lead nowhere.
     *
     * @param place of {@code network.interface} in the answers, null if it is not there
     * @throws UserError when none matches; or when none was named and none has link, as a host nobody can reach is
     *     worse than no host
     */
    static NetworkCard choose(List<NetworkCard> all, InterfaceChoice choice, @Nullable Place place) {
        List<NetworkCard> cards = all.stream().filter(NetworkCard::physical).toList();
        List<NetworkCard> candidates = cards.stream()
                .filter(card -> matches(card, choice))
                .sorted(Comparator.comparing((NetworkCard card) -> card.link() != Link.UP)
                        .thenComparing(card -> card.pciSlot() == null)
                        .thenComparing(NetworkCard::name))
                .toList();
        if (choice instanceof InterfaceChoice.FirstWithLink) {
            if (candidates.isEmpty()) {
                throw wrong(place, "there is no network card", "the kernel's messages (dmesg) tell of missing drivers");
            }
            if (candidates.get(0).link() != Link.UP) {
                throw wrong(
                        place,
                        "no network card has link",
                        "plug in a cable, or name the card in network.interface: " + list(cards));
            }
        } else if (candidates.isEmpty()) {
            throw wrong(
                    place,
                    "network.interface = \"" + choice.text() + "\" matches no network card",
                    cards.isEmpty() ? "there are none here" : "the network cards here are " + list(cards));
        }
        return candidates.get(0);
    }

    /** What {@link #choose} took, and why: for the log. */
    static String explain(NetworkCard card, InterfaceChoice choice) {
        String why = choice instanceof InterfaceChoice.FirstWithLink
                ? ", the first with link"
                : ", by network.interface = \"" + choice.text() + "\""
                        + (card.link() == Link.UP ? "" : ", without link");
        return card.name() + " (" + card.mac() + (card.driver() == null ? "" : ", " + card.driver()) + ")" + why;
    }

    private static boolean matches(NetworkCard card, InterfaceChoice choice) {
        if (choice instanceof InterfaceChoice.Mac mac) {
            return card.mac().equalsIgnoreCase(mac.address());
        }
        if (choice instanceof InterfaceChoice.Name name) {
            return new Glob(name.glob()).matches(card.name());
        }
        return true;
    }

    static String list(List<NetworkCard> cards) {
        return cards.stream()
                .map(card ->
                        card.name() + " (" + card.mac() + ", " + (card.link() == Link.UP ? "link" : "no link") + ")")
                .collect(Collectors.joining(", "));
    }

    private static UserError wrong(@Nullable Place place, String message, String hint) {
        return new UserError(ExitCode.USAGE, List.of(new Problem(place, message, hint)));
    }
}
