package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.domzero.installer.answers.InterfaceChoice;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/** Which network cards a bond is made of. */
final class BondMembers {
    private static final String KEY = "network.bond";

    private BondMembers() {}

    /**
     * The cards in the order of the answers, those of one glob in the order of their names.
     *
     * @throws UserError as {@link ManagementInterface#choose} has it, with everything that is wrong
     */
    static ManagementInterface.Chosen choose(
            List<NetworkCard> cards, UplinkChoice.Bond bond, Map<String, Place> places) {
        List<Problem> problems = new ArrayList<>();
        Map<NetworkCard, InterfaceChoice> members = new LinkedHashMap<>();
        for (int i = 0; i < bond.cards().size(); i++) {
            String key = KEY + ".interfaces[" + i + "]";
            InterfaceChoice choice = bond.cards().get(i);
            List<NetworkCard> matching = matching(cards, choice);
            String said = key + " = \"" + choice.text() + "\"";
            if (matching.isEmpty()) {
                problems.add(new Problem(
                        places.get(key), said + " matches no network card", ManagementInterface.here(cards)));
            }
            for (NetworkCard card : matching) {
                InterfaceChoice before = members.putIfAbsent(card, choice);
                if (before != null) {
                    problems.add(new Problem(
                            places.get(key),
                            said + " matches " + card.name() + ", which \"" + before.text() + "\" has matched before",
                            "name every card once; " + card.name() + " has the MAC address " + card.mac()));
                }
            }
        }
        List<NetworkCard> chosen = List.copyOf(members.keySet());
        if (problems.isEmpty() && chosen.size() < 2) {
            problems.add(new Problem(
                    places.get(KEY),
                    KEY + " takes at least two network cards, and its interfaces match only "
                            + ManagementInterface.describe(chosen),
                    ManagementInterface.here(cards)));
        }
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
        return checkLinks(cards, chosen, bond, places);
    }

    private static ManagementInterface.Chosen checkLinks(
            List<NetworkCard> cards, List<NetworkCard> chosen, UplinkChoice.Bond bond, Map<String, Place> places) {
        if (chosen.stream().allMatch(card -> card.link() == Link.DOWN)) {
            throw ManagementInterface.failed(
                    places.get(KEY),
                    KEY + " is made of " + ManagementInterface.describe(chosen)
                            + ", and there is a cable in none of them",
                    "plug one in, and see whether the switch's port is on; " + ManagementInterface.withLink(cards));
        }
        List<String> warnings = chosen.stream()
                .filter(card -> card.link() != Link.UP)
                .map(card -> card.link() == Link.DOWN
                        ? card.name() + " has no link; until its cable is in, the bond has a card less"
                        : "whether " + card.name() + " has link is not known; without it the bond has a card less")
                .toList();
        return new ManagementInterface.Chosen(new Uplink.Bond(chosen, bond.mode()), warnings);
    }

    /** All cards that one of the bond's choices matches. */
    static List<NetworkCard> matching(List<NetworkCard> cards, UplinkChoice.Bond bond) {
        return bond.cards().stream()
                .flatMap(choice -> matching(cards, choice).stream())
                .distinct()
                .toList();
    }

    /**
     * Where a glob matches cards on PCI, the others are left out: a management controller's USB card always has link,
     * so a bond would keep to it, and it leads nowhere.
     */
    private static List<NetworkCard> matching(List<NetworkCard> cards, InterfaceChoice choice) {
        List<NetworkCard> matching = ManagementInterface.matching(cards, choice).stream()
                .sorted(Comparator.comparing(NetworkCard::name))
                .toList();
        List<NetworkCard> onPci =
                matching.stream().filter(card -> card.pciSlot() != null).toList();
        return choice.isGlob() && !onPci.isEmpty() ? onPci : matching;
    }
}
