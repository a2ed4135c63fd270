package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.InterfaceChoice;
import org.domzero.installer.answers.Ipv4Choice;
import org.domzero.installer.answers.Ipv6Choice;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Glob;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** Which network cards the host is managed by. */
final class ManagementInterface {
    private static final String KEY = "network.interface";

    private static final Comparator<NetworkCard> BEST_FIRST = Comparator.comparing(ManagementInterface::distance)
            .thenComparing(card -> card.pciSlot() == null)
            .thenComparing(NetworkCard::name);

    private ManagementInterface() {}

    /** @param warnings what may keep the host from being reached, though it need not */
    record Chosen(Uplink uplink, List<String> warnings) {
        Chosen {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The cards that the answers mean. Of several that match {@code network.interface}, one with link goes first, then
     * one on PCI, then the order of their names: the USB cards by which management controllers reach the host always
     * have link, and lead nowhere.
     *
     * @param places of the keys in the answers
     * @throws UserError of {@link ExitCode#USAGE} when the answers do not fit the cards; of {@link ExitCode#FAILED}
     *     when they do, but there is no link, as a host nobody can reach is worse than no host
     */
    static Chosen choose(List<NetworkCard> all, UplinkChoice choice, Map<String, Place> places) {
        List<NetworkCard> cards = all.stream().filter(NetworkCard::physical).toList();
        if (choice instanceof UplinkChoice.Bond bond) {
            return BondMembers.choose(cards, bond, places);
        }
        if (choice instanceof UplinkChoice.Card one) {
            return best(cards, one.card(), places.get(KEY));
        }
        List<NetworkCard> candidates = cards.stream().sorted(BEST_FIRST).toList();
        if (candidates.isEmpty()) {
            throw failed(null, "there is no network card", "the kernel's messages (dmesg) tell of missing drivers");
        }
        if (candidates.get(0).link() != Link.UP) {
            boolean unknown = candidates.get(0).link() == Link.UNKNOWN;
            throw failed(
                    null,
                    "no network card has link",
                    "plug in a cable" + (unknown ? ", or name the card in network.interface" : "") + ": "
                            + list(cards));
        }
        return new Chosen(new Uplink.Card(candidates.get(0)), List.of());
    }

    private static int distance(NetworkCard card) {
        return switch (card.link()) {
            case UP -> 0;
            case UNKNOWN -> 1;
            case DOWN -> 2;
        };
    }

    private static Chosen best(List<NetworkCard> cards, InterfaceChoice choice, @Nullable Place place) {
        List<NetworkCard> candidates =
                matching(cards, choice).stream().sorted(BEST_FIRST).toList();
        String said = KEY + " = \"" + choice.text() + "\"";
        if (candidates.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE, List.of(new Problem(place, said + " matches no network card", here(cards))));
        }
        NetworkCard best = candidates.get(0);
        if (best.link() == Link.DOWN) {
            throw failed(
                    place,
                    candidates.size() == 1
                            ? said + " is " + describe(best) + ", and there is no cable in it"
                            : said + " matches " + describe(candidates) + ", and there is a cable in none of them",
                    "plug it in, and see whether the switch's port is on; " + withLink(cards));
        }
        return new Chosen(
                new Uplink.Card(best),
                best.link() == Link.UP
                        ? List.of()
                        : List.of("whether " + best.name()
                                + " has link is not known; without it nobody will reach the host"));
    }

    /** The cards that the answers name, with or without link; none when they leave it to the links. */
    static List<NetworkCard> named(List<NetworkCard> all, UplinkChoice choice) {
        List<NetworkCard> cards = all.stream().filter(NetworkCard::physical).toList();
        if (choice instanceof UplinkChoice.Bond bond) {
            return BondMembers.matching(cards, bond);
        }
        return choice instanceof UplinkChoice.Card one ? matching(cards, one.card()) : List.of();
    }

    /** All that was decided about the management network: for the log. */
    static String explain(Uplink uplink, Answers.Network network) {
        List<String> parts = new ArrayList<>();
        if (uplink instanceof Uplink.Bond bond) {
            parts.add(NetworkFiles.BOND + " (" + bond.mode().text() + ") of " + describe(bond.cards())
                    + ", by network.bond");
        } else {
            parts.add(describe(uplink.all())
                    + (network.uplink() instanceof UplinkChoice.Card card
                            ? ", by " + KEY + " = \"" + card.card().text() + "\""
                            : ", the first with link"));
        }
        if (network.vlan() != null) {
            parts.add("VLAN " + network.vlan());
        }
        parts.add(ipv4(network.ipv4()));
        parts.add(ipv6(network.ipv6()));
        if (!network.dns().isEmpty()) {
            parts.add("name servers "
                    + network.dns().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        return String.join("; ", parts);
    }

    private static String ipv4(Ipv4Choice choice) {
        if (choice instanceof Ipv4Choice.Static fixed) {
            return "IPv4 " + fixed.network() + gateway(fixed.gateway());
        }
        return choice instanceof Ipv4Choice.None ? "no IPv4" : "IPv4 by DHCP";
    }

    private static String ipv6(Ipv6Choice choice) {
        if (choice instanceof Ipv6Choice.Static fixed) {
            return "IPv6 " + fixed.network() + gateway(fixed.gateway());
        }
        return choice instanceof Ipv6Choice.None ? "no IPv6" : "IPv6 as the routers advertise it";
    }

    private static String gateway(@Nullable Object gateway) {
        return gateway == null ? " without a gateway" : ", gateway " + gateway;
    }

    static List<NetworkCard> matching(List<NetworkCard> cards, InterfaceChoice choice) {
        return cards.stream().filter(card -> matches(card, choice)).toList();
    }

    private static boolean matches(NetworkCard card, InterfaceChoice choice) {
        if (choice instanceof InterfaceChoice.Mac mac) {
            return card.mac().equalsIgnoreCase(mac.address());
        }
        return new Glob(choice.text()).matches(card.name());
    }

    /** With what tells a card from others. */
    static String describe(List<NetworkCard> cards) {
        return cards.stream().map(ManagementInterface::describe).collect(Collectors.joining(", "));
    }

    private static String describe(NetworkCard card) {
        return card.name() + " (" + card.mac() + (card.driver() == null ? "" : ", " + card.driver())
                + (card.link() == Link.UP ? "" : ", " + link(card)) + ")";
    }

    /** With their links. */
    static String list(List<NetworkCard> cards) {
        return cards.stream()
                .map(card -> card.name() + " (" + card.mac() + ", " + link(card) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String link(NetworkCard card) {
        return switch (card.link()) {
            case UP -> "link";
            case DOWN -> "no link";
            case UNKNOWN -> "link unknown";
        };
    }

    /** For a hint. */
    static String here(List<NetworkCard> cards) {
        return cards.isEmpty() ? "there are none here" : "the network cards here are " + list(cards);
    }

    /** For a hint. */
    static String withLink(List<NetworkCard> cards) {
        List<NetworkCard> up =
                cards.stream().filter(card -> card.link() == Link.UP).toList();
        return up.isEmpty() ? "no network card has link" : "with link there are " + describe(up);
    }

    static UserError failed(@Nullable Place place, String message, String hint) {
        return new UserError(ExitCode.FAILED, List.of(new Problem(place, message, hint)));
    }
}
