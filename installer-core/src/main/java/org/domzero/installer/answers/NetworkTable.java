package org.domzero.installer.answers;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of the management network, and that of a bond inside it. */
final class NetworkTable {
    private static final String DHCP = "dhcp";
    private static final String AUTO = "auto";
    private static final String NONE = "none";

    private static final TextKind<InterfaceChoice> CARD = TextKind.of(InterfaceChoice::parse, InterfaceChoice::text);

    // a bond

    private static final AnswerKey<UplinkChoice.Bond, List<InterfaceChoice>> BOND_INTERFACES = AnswerKey.required(
            "interfaces",
            new ListKind<>(CARD),
            UplinkChoice.Bond::cards,
            "[\"52:54:00:12:34:56\", \"enp2s0\"]",
            "The network cards, two at least, each by its MAC address or its name. A glob stands for every card that"
                    + " matches, or for those of them on PCI if there are any. The first card's MAC address becomes that"
                    + " of the bond.");

    private static final AnswerKey<UplinkChoice.Bond, UplinkChoice.Bond.Mode> BOND_MODE = AnswerKey.defaultsTo(
            UplinkChoice.Bond.Mode.ACTIVE_BACKUP,
            "mode",
            TextKind.oneOf(UplinkChoice.Bond.Mode.class),
            UplinkChoice.Bond::mode,
            "\"lacp\"",
            "How the cards work together. With `active-backup` one works and the others wait until it loses its link,"
                    + " and the switch need not know; with `lacp` (802.3ad) all work, and the switch must be set up"
                    + " for it.");

    static final AnswerTable<UplinkChoice.Bond> BOND = new AnswerTable<>(
            "",
            "The key `bond` has a table: the network cards that work as one.",
            List.of(BOND_INTERFACES, BOND_MODE),
            NetworkTable::checkBond,
            values -> new UplinkChoice.Bond(values.get(BOND_INTERFACES), values.get(BOND_MODE)));

    private static void checkBond(Values<UplinkChoice.Bond> values) {
        List<InterfaceChoice> cards = values.find(BOND_INTERFACES);
        if (cards == null) {
            return;
        }
        Set<InterfaceChoice> seen = new HashSet<>();
        for (int i = 0; i < cards.size(); i++) {
            if (!seen.add(cards.get(i))) {
                values.problem(BOND_INTERFACES, i, "\"" + cards.get(i).text() + "\" is listed twice", "leave one out");
            }
        }
        if (seen.size() < 2 && seen.stream().noneMatch(InterfaceChoice::isGlob)) {
            values.problem(
                    BOND_INTERFACES,
                    "a bond takes at least two network cards",
                    "name another; for one card there is network.interface");
        }
    }

    // the network

    private static final AnswerKey<Answers.Network, InterfaceChoice> INTERFACE =
            AnswerKey.<Answers.Network, InterfaceChoice>optional(
                    "default: the first with link",
                    "interface",
                    CARD,
                    network -> network.uplink() instanceof UplinkChoice.Card card ? card.card() : null,
                    "\"52:54:00:12:34:56\"",
                    "The network card of the management network: its MAC address, its name, or a glob such as `enp*`. Its"
                            + " cable must be in.");

    private static final AnswerKey<Answers.Network, UplinkChoice.Bond> BOND_KEY =
            AnswerKey.<Answers.Network, UplinkChoice.Bond>optional(
                    "default: none",
                    "bond",
                    new BondKind(),
                    network -> network.uplink() instanceof UplinkChoice.Bond bond ? bond : null,
                    "{ interfaces = [\"52:54:00:12:34:56\", \"enp2s0\"], mode = \"lacp\" }",
                    "Several network cards that work as one, in place of `interface`; at least one of them must have"
                            + " link.");

    private static final AnswerKey<Answers.Network, Integer> VLAN = AnswerKey.<Answers.Network, Integer>optional(
            "default: the network that has no tag",
            "vlan",
            new VlanKind(),
            Answers.Network::vlan,
            "12",
            "The number of the management network's VLAN (802.1Q), 1 to 4094. The bridge `xenbr0` is then in that"
                    + " VLAN too, and bridges for guests in other networks can be added beside it.");

    private static final AnswerKey<Answers.Network, AddressSetting<Ipv4Network>> ADDRESS = AnswerKey.defaultsTo(
            AddressSetting.<Ipv4Network>of(DHCP),
            "address",
            TextKind.of(
                    text -> AddressSetting.parse(text, "IPv4", List.of(DHCP, NONE), Ipv4Network::parse),
                    AddressSetting::text),
            network -> setting(network.ipv4()),
            "\"192.0.2.10/24\"",
            "The host's IPv4 address with the length of its network's prefix, `\"dhcp\"`, or `\"none\"`.");

    private static final AnswerKey<Answers.Network, Ipv4Address> GATEWAY =
            AnswerKey.<Answers.Network, Ipv4Address>optional(
                    "default: none",
                    "gateway",
                    TextKind.of(Ipv4Address::parseHost, Ipv4Address::toString),
                    network -> network.ipv4() instanceof Ipv4Choice.Static fixed ? fixed.gateway() : null,
                    "\"192.0.2.1\"",
                    "The router to other IPv4 networks, inside the network of `address`. Not with `\"dhcp\"`.");

    private static final AnswerKey<Answers.Network, AddressSetting<Ipv6Network>> ADDRESS6 = AnswerKey.defaultsTo(
            AddressSetting.<Ipv6Network>of(AUTO),
            "address6",
            TextKind.of(
                    text -> AddressSetting.parse(text, "IPv6", List.of(AUTO, NONE), Ipv6Network::parse),
                    AddressSetting::text),
            network -> setting(network.ipv6()),
            "\"2001:db8::10/64\"",
            "The host's IPv6 address with the length of its network's prefix; `\"auto\"`, as the routers advertise it,"
                    + " by DHCPv6 where they say so; or `\"none\"`.");

    private static final AnswerKey<Answers.Network, Ipv6Address> GATEWAY6 =
            AnswerKey.<Answers.Network, Ipv6Address>optional(
                    "default: none",
                    "gateway6",
                    TextKind.of(Ipv6Address::parseHost, Ipv6Address::toString),
                    network -> network.ipv6() instanceof Ipv6Choice.Static fixed ? fixed.gateway() : null,
                    "\"fe80::1\"",
                    "The router to other IPv6 networks, inside the network of `address6` or by its link-local address."
                            + " Not with `\"auto\"`.");

    private static final AnswerKey<Answers.Network, List<IpAddress>> DNS = AnswerKey.defaultsTo(
            List.<IpAddress>of(),
            "dns",
            new ListKind<>(TextKind.of(IpAddress::parseHost, IpAddress::toString)),
            Answers.Network::dns,
            "[\"192.0.2.53\", \"2001:db8::53\"]",
            "Name servers, by address; besides those that DHCP and routers bring.");

    static final AnswerTable<Answers.Network> NETWORK = new AnswerTable<>(
            "network",
            "The management network. What connects it becomes a port of the bridge `xenbr0`, which carries the host's"
                    + " addresses.",
            List.of(INTERFACE, BOND_KEY, VLAN, ADDRESS, GATEWAY, ADDRESS6, GATEWAY6, DNS),
            NetworkTable::checkNetwork,
            values -> new Answers.Network(
                    uplink(values), values.find(VLAN), ipv4(values), ipv6(values), values.get(DNS)));

    private NetworkTable() {}

    private static AddressSetting<Ipv4Network> setting(Ipv4Choice choice) {
        if (choice instanceof Ipv4Choice.Static fixed) {
            return AddressSetting.of(fixed.network());
        }
        return AddressSetting.of(choice instanceof Ipv4Choice.None ? NONE : DHCP);
    }

    private static AddressSetting<Ipv6Network> setting(Ipv6Choice choice) {
        if (choice instanceof Ipv6Choice.Static fixed) {
            return AddressSetting.of(fixed.network());
        }
        return AddressSetting.of(choice instanceof Ipv6Choice.None ? NONE : AUTO);
    }

    private static UplinkChoice uplink(Values<Answers.Network> values) {
        UplinkChoice.Bond bond = values.find(BOND_KEY);
        InterfaceChoice card = values.find(INTERFACE);
        if (bond != null) {
            return bond;
        }
        return card == null ? new UplinkChoice.FirstWithLink() : new UplinkChoice.Card(card);
    }

    private static Ipv4Choice ipv4(Values<Answers.Network> values) {
        AddressSetting<Ipv4Network> setting = values.get(ADDRESS);
        if (setting.network() != null) {
            return new Ipv4Choice.Static(setting.network(), values.find(GATEWAY));
        }
        return setting.text().equals(NONE) ? new Ipv4Choice.None() : new Ipv4Choice.Dhcp();
    }

    private static Ipv6Choice ipv6(Values<Answers.Network> values) {
        AddressSetting<Ipv6Network> setting = values.get(ADDRESS6);
        if (setting.network() != null) {
            return new Ipv6Choice.Static(setting.network(), values.find(GATEWAY6));
        }
        return setting.text().equals(NONE) ? new Ipv6Choice.None() : new Ipv6Choice.Auto();
    }

    private static void checkNetwork(Values<Answers.Network> values) {
        if (values.has(INTERFACE) && values.has(BOND_KEY)) {
            values.problem(
                    BOND_KEY,
                    "excludes network.interface, and both are there",
                    "keep one; the cards of a bond are named in its interfaces");
        }
        checkGateway(values, GATEWAY, ADDRESS);
        checkGateway(values, GATEWAY6, ADDRESS6);
        boolean withoutIpv4 = isNone(values.find(ADDRESS));
        boolean withoutIpv6 = isNone(values.find(ADDRESS6));
        if (withoutIpv4 && withoutIpv6) {
            values.problem(
                    ADDRESS6,
                    "\"none\" together with address \"none\" leaves the host without any address",
                    "nobody could reach it; leave one of them out, or give an address");
            return;
        }
        List<IpAddress> servers = Objects.requireNonNullElse(values.find(DNS), List.of());
        for (int i = 0; i < servers.size(); i++) {
            boolean ipv4 = servers.get(i) instanceof Ipv4Address;
            if (ipv4 ? withoutIpv4 : withoutIpv6) {
                values.problem(
                        DNS,
                        i,
                        "\"" + servers.get(i) + "\" cannot be reached with "
                                + (ipv4 ? "address \"none\"" : "address6 \"none\""),
                        "leave it out, or name one with an " + (ipv4 ? "IPv6" : "IPv4") + " address");
            }
        }
    }

    private static boolean isNone(@Nullable AddressSetting<?> setting) {
        return setting != null && setting.text().equals(NONE);
    }

    private static <A extends IpAddress, N extends IpNetwork<A>> void checkGateway(
            Values<Answers.Network> values,
            AnswerKey<Answers.Network, A> gatewayKey,
            AnswerKey<Answers.Network, AddressSetting<N>> addressKey) {
        A gateway = values.find(gatewayKey);
        AddressSetting<N> setting = values.find(addressKey);
        if (gateway == null || setting == null) {
            return;
        }
        N network = setting.network();
        String value = "\"" + gateway + "\" ";
        if (network == null) {
            values.problem(
                    gatewayKey,
                    value + "is not allowed with " + addressKey.name() + " \"" + setting.text() + "\""
                            + (setting.text().equals(NONE) ? "" : ", which brings its own"),
                    "leave " + gatewayKey.name() + " out, or give an address such as " + addressKey.example());
        } else if (!network.reaches(gateway)) {
            values.problem(
                    gatewayKey,
                    value + "is outside " + network.networkAddress() + "/" + network.prefix()
                            + ", the network of network." + addressKey.name(),
                    "correct the gateway, or the prefix length of the address");
        } else if (gateway.equals(network.address())) {
            values.problem(gatewayKey, value + "is the host's own address", "the address of the router is wanted");
        } else if (!network.notAHost(gateway).isEmpty()) {
            values.problem(gatewayKey, value + network.notAHost(gateway), "the address of the router is wanted");
        }
    }
}
