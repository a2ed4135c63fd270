package org.domzero.installer.answers;

import java.util.Locale;

/** How a network card is named. */
public sealed interface InterfaceChoice {
    /**
     * The one with this hardware address.
     *
     * @param address in lower case, with colons: {@code 52:54:00:12:34:56}
     */
    record Mac(String address) implements InterfaceChoice {}

    /**
     * Those whose name matches.
     *
     * @param glob a name such as {@code eno1}; {@code *} is any text, {@code ?} any character
     */
    record Name(String glob) implements InterfaceChoice {}

    /** Reads a MAC address, a name or a glob of names. */
    static InterfaceChoice parse(String text) {
        if (text.matches("\\p{XDigit}{2}(:\\p{XDigit}{2}){5}|\\p{XDigit}{2}(-\\p{XDigit}{2}){5}")) {
            String mac = text.toLowerCase(Locale.ROOT).replace('-', ':');
            if (Integer.parseInt(mac.substring(0, 2), 16) % 2 == 1) {
                throw new WrongValue(text, "is a multicast address, which no interface has", null);
            }
            return new Mac(mac);
        }
        if (!text.matches("[A-Za-z0-9_.@*?-]{1,15}")) {
            throw new WrongValue(
                    text,
                    "is neither a MAC address nor the name of a network interface",
                    "for example \"52:54:00:12:34:56\", \"eno1\" or \"enp*\"; names have at most 15 characters");
        }
        return new Name(text);
    }

    /** Whether several cards can match. */
    default boolean isGlob() {
        return this instanceof Name name && name.glob().matches(".*[*?].*");
    }

    /** The form that {@link #parse} reads. */
    default String text() {
        if (this instanceof Mac mac) {
            return mac.address();
        }
        return ((Name) this).glob();
    }
}
