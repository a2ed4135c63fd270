package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.domzero.p2v.fixup.InterfaceNames.Card;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.text.Lines;
import org.domzero.p2v.text.Words;

/** Makes interfaces(5) of Debian name the guest's card. */
record InterfacesFixUp() implements FixUp {
    private static final String PATH = "/etc/network/interfaces";
    private static final String DIRECTORY = "/etc/network/interfaces.d";
    private static final Set<String> STARTS = Set.of("auto", "allow-auto", "allow-hotplug");

    @Override
    public String name() {
        return "interfaces";
    }

    @Override
    public String description() {
        return "Makes /etc/network/interfaces name the guest's network card.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.family() == Family.DEBIAN;
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        Map<String, String> files = new LinkedHashMap<>();
        root.text(PATH).ifPresent(text -> files.put(PATH, text));
        for (String file : root.list(DIRECTORY)) {
            root.text(DIRECTORY + "/" + file).ifPresent(text -> files.put(DIRECTORY + "/" + file, text));
        }
        InterfaceNames names = InterfaceNames.of(cards(files), target.network());
        files.forEach((path, text) -> changes.write(
                path,
                Lines.of(text).flatMapped(line -> line(line, names, changes)).text(),
                "by the guest's names"));
        return changes.report();
    }

    private static List<Card> cards(Map<String, String> files) {
        Set<String> starting = new HashSet<>();
        List<String> described = new ArrayList<>();
        for (String text : files.values()) {
            for (String line : Lines.of(text).contents()) {
                List<String> words = Words.of(line);
                if (words.size() > 1 && STARTS.contains(words.get(0))) {
                    starting.addAll(words.subList(1, words.size()));
                } else if (words.size() > 1 && words.get(0).equals("iface") && !described.contains(words.get(1))) {
                    described.add(words.get(1));
                }
            }
        }
        return described.stream()
                .filter(InterfaceNames::isCard)
                .map(name -> new Card(name, starting.contains(name)))
                .toList();
    }

    private static List<String> line(String line, InterfaceNames names, Changes changes) {
        List<String> words = Words.of(line);
        if (words.isEmpty() || words.get(0).startsWith("#")) {
            return List.of(line);
        }
        if (words.get(0).equals("hwaddress")) {
            return List.of();
        }
        if (!STARTS.contains(words.get(0))) {
            return List.of(names.in(line));
        }
        List<String> left = new ArrayList<>();
        for (String word : words) {
            if (InterfaceNames.isCard(word) && !names.isFirst(word)) {
                changes.warn("the guest has one network card, "
                        + names.of(names.first().orElse("")) + ": " + word + " does not start any more");
            } else {
                left.add(word);
            }
        }
        if (left.size() == words.size()) {
            return List.of(names.in(line));
        }
        return left.size() == 1 ? List.of() : List.of(names.in(String.join(" ", left)));
    }
}
