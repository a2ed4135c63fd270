package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the interfaces of network cards were called, and what the guest calls them. */
final class InterfaceNames {
    private static final String HEX = "(?:[0-9a-fA-F]{2})";
    private static final Pattern CARD =
            Pattern.compile("eth\\d+|em\\d+|p\\d+p\\d+|en(o\\d+|s\\d+(f\\d+)?|(P\\d+)?p\\d+s\\d+(f\\d+)?|x" + HEX
                    + "{6}|X\\d+)((np|n|d)[0-9a-z]+)?|eth-id-(" + HEX + ":){5}" + HEX + "|eth-bus-.+");

    private final Map<String, String> names = new HashMap<>();
    private final Optional<String> first;

    private InterfaceNames(List<Card> cards, String wanted) {
        List<Card> sorted = cards.stream()
                .sorted(Comparator.comparing((Card card) -> card.name().length())
                        .thenComparing(Card::name))
                .toList();
        Optional<Card> chosen = sorted.stream()
                .filter(Card::starts)
                .findFirst()
                .or(() -> sorted.stream().findFirst());
        this.first = chosen.map(Card::name);
        Set<String> taken = new HashSet<>(Set.of(wanted));
        chosen.ifPresent(card -> names.put(card.name(), wanted));
        String stem = wanted.replaceFirst("\\d+$", "");
        // Who may keep its name does, whatever the others would like.
        sorted.stream()
                .map(Card::name)
                .filter(name -> !names.containsKey(name))
                .filter(name -> name.matches(Pattern.quote(stem) + "\\d+") && taken.add(name))
                .forEach(name -> names.put(name, name));
        sorted.stream()
                .map(Card::name)
                .filter(name -> !names.containsKey(name))
                .forEach(name -> names.put(name, free(stem, taken)));
    }

    private static String free(String stem, Set<String> taken) {
        int number = 0;
        while (!taken.add(stem + number)) {
            number++;
        }
        return stem + number;
    }

    /**
     * A network card that the system knows.
     *
     * @param starts whether it gets an address, or a part in something that does, when the system boots
     */
    record Card(String name, boolean starts) {}

    /** The first card that starts gets the guest's one name; those after it the next ones, without a card there. */
    static InterfaceNames of(Collection<Card> cards, String wanted) {
        return new InterfaceNames(new ArrayList<>(cards), wanted);
    }

    /** Whether it is a name for a card of the machine, by any of the schemes there have been. */
    static boolean isCard(String name) {
        return CARD.matcher(name).matches();
    }

    Optional<String> first() {
        return first;
    }

    boolean isFirst(String card) {
        return first.filter(card::equals).isPresent();
    }

    /** What follows the name of a card: {@code .100} of a VLAN, {@code :0} of an alias. */
    Optional<String> card(String interfaceName) {
        return names.keySet().stream()
                .filter(card -> interfaceName.equals(card)
                        || interfaceName.startsWith(card + ".")
                        || interfaceName.startsWith(card + ":"))
                .findFirst();
    }

    /** A name, of a card or of what is upon one, as the guest has it. */
    String of(String interfaceName) {
        return card(interfaceName)
                .map(card -> names.get(card) + interfaceName.substring(card.length()))
                .orElse(interfaceName);
    }

    /** A text with each name in it that stands by itself, or after an underscore, changed. */
    String in(String text) {
        if (names.isEmpty()) {
            return text;
        }
        String any = names.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![A-Za-z0-9.:/-])(" + any + ")(?![A-Za-z0-9-])")
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(String.valueOf(names.get(match.group()))));
    }
}
