package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.domzero.toolkit.ShownText;
import org.jspecify.annotations.Nullable;

/**
 * One network card of a guest: an element of the list {@code vif}, as xl-network-configuration(5) has it.
 *
 * @param mac the card's address, as it is written: {@code 00:16:3e:12:34:56}; null for one that xl makes up
 * @param bridge the bridge in dom0 that it is a port of; null for the one that xl takes
 * @param options what else is said about it, each as it is written: {@code model=e1000}, {@code trusted}
 */
public record XlNic(@Nullable String mac, @Nullable String bridge, List<String> options) {
    private static final String MAC = "mac=";
    private static final String BRIDGE = "bridge=";
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5}");

    /**
     * Takes what can be written into one element of the list.
     *
     * @throws IllegalArgumentException when something cannot; the message is fit for a user
     */
    public XlNic {
        options = List.copyOf(options);
        if (mac != null && !ADDRESS.matcher(mac).matches()) {
            throw new IllegalArgumentException(
                    ShownText.quoted(mac) + " is not a MAC address, such as 00:16:3e:12:34:56");
        }
        if (bridge != null && !isParameter(bridge)) {
            throw new IllegalArgumentException(
                    ShownText.quoted(bridge) + " is not the name of a bridge, such as xenbr0");
        }
        for (String option : options) {
            if (!isParameter(option) || option.startsWith(MAC) || option.startsWith(BRIDGE)) {
                throw new IllegalArgumentException(ShownText.quoted(option) + " is not an option of a network card");
            }
        }
    }

    /** A card with nothing special about it. */
    public static XlNic of(@Nullable String mac, @Nullable String bridge) {
        return new XlNic(mac, bridge, List.of());
    }

    /**
     * Reads parameters with commas between them. None at all is a card as xl makes it when nothing is said. Of several
     * {@code mac} or {@code bridge} the last counts.
     *
     * @throws IllegalArgumentException when the MAC address is none; the message is fit for a user
     */
    public static XlNic parse(String spec) {
        String mac = null;
        String bridge = null;
        List<String> options = new ArrayList<>();
        for (String part : spec.split(",")) {
            String parameter = part.strip();
            if (parameter.startsWith(MAC)) {
                mac = value(parameter, MAC);
            } else if (parameter.startsWith(BRIDGE)) {
                bridge = value(parameter, BRIDGE);
            } else if (!parameter.isEmpty()) {
                options.add(parameter);
            }
        }
        return new XlNic(mac, bridge, options);
    }

    private static @Nullable String value(String parameter, String name) {
        String value = parameter.substring(name.length()).strip();
        return value.isEmpty() ? null : value;
    }

    private static boolean isParameter(String text) {
        return !text.isEmpty() && text.strip().equals(text) && !text.contains(",") && !text.contains("\0");
    }

    /** The parameters with commas between them, {@code mac} and {@code bridge} first. */
    public String spec() {
        List<String> parameters = new ArrayList<>();
        if (mac != null) {
            parameters.add(MAC + mac);
        }
        if (bridge != null) {
            parameters.add(BRIDGE + bridge);
        }
        parameters.addAll(options);
        return String.join(",", parameters);
    }

    /** The value of an option, the last if there are several; null when there is none. */
    public @Nullable String option(String name) {
        String value = null;
        for (String option : options) {
            if (option.startsWith(name + "=")) {
                value = option.substring(name.length() + 1);
            }
        }
        return value;
    }

    public XlNic withMac(@Nullable String newMac) {
        return new XlNic(newMac, bridge, options);
    }

    public XlNic withBridge(@Nullable String newBridge) {
        return new XlNic(mac, newBridge, options);
    }
}
