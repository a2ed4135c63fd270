package org.domzero.installer.install;

import java.util.List;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.facts.NetworkCard;

/** What connects the management network to the world, chosen among the machine's network cards. */
public sealed interface Uplink {
    record Card(NetworkCard card) implements Uplink {}

    /**
     * Several cards that work as one.
     *
     * @param cards two at least; the first is the one that the bond has its MAC address from
     */
    record Bond(List<NetworkCard> cards, UplinkChoice.Bond.Mode mode) implements Uplink {
        public Bond {
            cards = List.copyOf(cards);
        }
    }

    /** The cards themselves, one or more. */
    default List<NetworkCard> all() {
        return this instanceof Bond bond ? bond.cards() : List.of(((Card) this).card());
    }

    /** The MAC address of everything that is over it, that of the first card. */
    default String mac() {
        return all().get(0).mac();
    }
}
