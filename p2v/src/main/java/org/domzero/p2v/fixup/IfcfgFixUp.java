package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.domzero.p2v.fixup.InterfaceNames.Card;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.text.Lines;
import org.domzero.p2v.text.ShellVariables;

/** Makes the ifcfg files of cards those of the guest's: no hardware addresses, and the names that its kernel gives. */
record IfcfgFixUp(IfcfgStyle style) implements FixUp {
    private static final String CONFIGURATION = "ifcfg-";
    private static final String GLOBAL = "/etc/sysconfig/network";

    @Override
    public String name() {
        return "ifcfg-" + style.family().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String description() {
        return "Unties " + style.directory() + "/ifcfg-* from the cards of the physical machine.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.family() == style.family();
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        Map<String, String> files = files(root);
        InterfaceNames names = InterfaceNames.of(cards(files), target.network());
        if (names.first().isEmpty()) {
            changes.warn("no ifcfg file is that of a network card: " + style.directory());
        }
        Map<String, String> renamed = new TreeMap<>();
        files.forEach((file, text) -> renamed.put(newName(file, names), edited(file, text, names, changes)));
        // The new ones first: who is interrupted here has lost nothing.
        renamed.forEach((file, text) -> changes.write(
                style.directory() + "/" + file, text, "without hardware addresses, by the guest's names"));
        files.keySet().stream()
                .filter(file -> !renamed.containsKey(file))
                .forEach(file -> changes.remove(style.directory() + "/" + file, "it is now " + newName(file, names)));
        if (style.named()) {
            changes.edit(GLOBAL, text -> values(text, names), "by the guest's names");
        }
        return changes.report();
    }

    private Map<String, String> files(GuestRoot root) {
        Map<String, String> files = new TreeMap<>();
        for (String file : root.list(style.directory())) {
            if (style.prefixes().stream().anyMatch(file::startsWith)
                    && !file.matches(".*(~|\\.bak|\\.orig|\\.rpm[a-z]+|\\.template)|ifcfg-lo|ifcfg\\.template")) {
                root.text(style.directory() + "/" + file).ifPresent(text -> files.put(file, text));
            }
        }
        return files;
    }

    private List<Card> cards(Map<String, String> files) {
        List<Card> cards = new ArrayList<>();
        files.forEach((file, text) -> {
            String name = file.startsWith(CONFIGURATION) ? file.substring(CONFIGURATION.length()) : "";
            if (InterfaceNames.isCard(name)) {
                ShellVariables variables = ShellVariables.of(text);
                boolean address =
                        variables.names().stream().anyMatch(one -> one.matches("IPADDR\\d*|IPV6ADDR|MASTER|BRIDGE"))
                                || variables
                                        .value("BOOTPROTO")
                                        .orElse("")
                                        .toLowerCase(Locale.ROOT)
                                        .matches("(dhcp|bootp).*");
                cards.add(new Card(
                        name,
                        address && style.starts(variables.value(style.start()).orElse(""))));
            }
        });
        return cards;
    }

    private String newName(String file, InterfaceNames names) {
        String prefix = prefix(file);
        return prefix + names.of(file.substring(prefix.length()));
    }

    private String prefix(String file) {
        return style.prefixes().stream().filter(file::startsWith).findFirst().orElse("");
    }

    private String edited(String file, String text, InterfaceNames names, Changes changes) {
        if (!file.startsWith(CONFIGURATION)) {
            return lines(text, names);
        }
        String name = file.substring(CONFIGURATION.length());
        ShellVariables variables = ShellVariables.of(values(text, names));
        if (names.card(name).isEmpty()) {
            return variables.text();
        }
        for (String hardware : style.hardware()) {
            variables = variables.without(hardware);
        }
        boolean card = InterfaceNames.isCard(name);
        if (card && style.named()) {
            // Without an address to know the card by, its name is all there is.
            variables = variables.with("DEVICE", names.of(name));
        }
        if (card
                && !names.isFirst(name)
                && style.starts(variables.value(style.start()).orElse(""))) {
            variables = variables.with(style.start(), style.off());
            changes.warn("the guest has one network card, "
                    + names.of(names.first().orElse("")) + ": " + name + " does not start any more");
        }
        return variables.text();
    }

    private static String values(String text, InterfaceNames names) {
        ShellVariables variables = ShellVariables.of(text);
        for (String key : variables.names()) {
            if (key.matches("DEVICE|NAME|PHYSDEV|GATEWAYDEV|ETHERDEVICE|BRIDGE_PORTS|BONDING_SLAVE_?\\d+")) {
                variables = variables.with(key, names.in(variables.value(key).orElse("")));
            }
        }
        return variables.text();
    }

    private static String lines(String text, InterfaceNames names) {
        return Lines.of(text)
                .mapped(line -> line.strip().startsWith("#") ? line : names.in(line))
                .text();
    }
}
