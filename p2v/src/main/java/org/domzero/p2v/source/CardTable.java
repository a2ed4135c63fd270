package org.domzero.p2v.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The network cards of a machine, from /sys where there is one, else from ifconfig(8). */
final class CardTable {
    private static final String NET = "/sys/class/net/";
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern IFCONFIG = Pattern.compile(
            "(?m)^(eth\\d+)\\s+Link encap:Ethernet\\s+HWaddr\\s+([0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5})");
    private static final String ETHERNET = "1";
    private static final int MOST_LAYERS = 8;

    private final SourceFacts facts;
    private final List<String> names;

    private CardTable(SourceFacts facts) {
        this.facts = facts;
        this.names = facts.list("/sys/class/net");
    }

    static List<SourceCard> read(SourceFacts facts) {
        CardTable table = new CardTable(facts);
        String route = table.route().orElse("");
        return table.names.isEmpty() ? table.byIfconfig(route) : table.bySys(route);
    }

    /** The interface that the default route of the least metric goes through. */
    private Optional<String> route() {
        return facts.fact("default-routes")
                .lines()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length == 2 && fields[1].matches("\\d{1,9}"))
                .min(Comparator.comparing(fields -> Integer.valueOf(fields[1])))
                .map(fields -> fields[0]);
    }

    private List<SourceCard> bySys(String route) {
        String main = firstCard(route, 0).orElse("");
        List<SourceCard> cards = new ArrayList<>();
        for (String name : names) {
            String mac = line(NET + name + "/address").toLowerCase(Locale.ROOT);
            if (isCard(name) && MAC.matcher(mac).matches()) {
                cards.add(new SourceCard(name, mac, name.equals(main)));
            }
        }
        return cards;
    }

    /** A bridge, a bond, a VLAN has no device of its own. */
    private boolean isCard(String name) {
        return facts.list(NET + name).contains("device")
                && line(NET + name + "/type").equals(ETHERNET);
    }

    private String line(String path) {
        return facts.text(path).orElse("").strip();
    }

    /** Down from an interface to the cards below it. */
    private Optional<String> firstCard(String name, int layer) {
        if (name.isEmpty() || layer > MOST_LAYERS) {
            return Optional.empty();
        }
        if (isCard(name)) {
            return Optional.of(name);
        }
        return below(name).stream()
                .flatMap(lower -> firstCard(lower, layer + 1).stream())
                .findFirst();
    }

    private List<String> below(String name) {
        Set<String> lower = new HashSet<>();
        List<String> found = new ArrayList<>();
        Stream.of(
                        Stream.of(line(NET + name + "/bonding/slaves").split(" ")),
                        facts.list(NET + name + "/brif").stream(),
                        facts.list(NET + name).stream()
                                .filter(entry -> entry.startsWith("lower_"))
                                .map(entry -> entry.substring("lower_".length())),
                        // Linux before 2.6.39 does not say it in /sys.
                        vlan(name).stream())
                .flatMap(names -> names)
                .filter(one -> !one.isEmpty() && lower.add(one))
                .forEach(found::add);
        return found;
    }

    private Optional<String> vlan(String name) {
        return facts.text("/proc/net/vlan/config")
                .orElse("")
                .lines()
                .map(line -> line.split("\\|"))
                .filter(fields -> fields.length == 3 && fields[0].strip().equals(name))
                .map(fields -> fields[2].strip())
                .findFirst();
    }

    private List<SourceCard> byIfconfig(String route) {
        List<SourceCard> cards = new ArrayList<>();
        Matcher matcher = IFCONFIG.matcher(facts.fact("ifconfig"));
        while (matcher.find()) {
            String name = matcher.group(1);
            cards.add(new SourceCard(name, matcher.group(2).toLowerCase(Locale.ROOT), name.equals(route)));
        }
        return cards;
    }
}
