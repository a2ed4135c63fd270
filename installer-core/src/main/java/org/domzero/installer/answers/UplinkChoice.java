package org.domzero.installer.answers;

import java.util.List;

/** What connects the management network to the world. */
public sealed interface UplinkChoice {
    /** The first network card that has link. */
    record FirstWithLink() implements UplinkChoice {}

    /** One network card. */
    record Card(InterfaceChoice card) implements UplinkChoice {}

    /**
     * Several network cards that work as one.
     *
     * @param cards what each of them is chosen by, in the order of the answers; a glob may stand for several
     */
    record Bond(List<InterfaceChoice> cards, Mode mode) implements UplinkChoice {
        /** How the cards share the work (the kernel's Documentation/networking/bonding.rst). */
        public enum Mode {
            /** One works, the others wait until it loses its link; the switch need not know. */
            ACTIVE_BACKUP,
            /** All work, as agreed with the switch: IEEE 802.1AX, formerly 802.3ad. */
            LACP;

            /** As the answer file has it. */
            public String text() {
                return TextKind.word(this);
            }
        }

        public Bond {
            cards = List.copyOf(cards);
        }
    }
}
