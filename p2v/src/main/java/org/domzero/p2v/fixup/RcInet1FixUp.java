package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.fixup.InterfaceNames.Card;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.text.ShellVariables;

/** Makes /etc/rc.d/rc.inet1.conf of Slackware name the guest's card: by number, where it names none. */
record RcInet1FixUp() implements FixUp {
    private static final String PATH = "/etc/rc.d/rc.inet1.conf";

    @Override
    public String name() {
        return "rc.inet1";
    }

    @Override
    public String description() {
        return "Makes /etc/rc.d/rc.inet1.conf name the guest's network card.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.family() == Family.SLACKWARE;
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        changes.edit(PATH, text -> edited(text, target, changes), "by the guest's names");
        return changes.report();
    }

    private static String edited(String text, GuestTarget target, Changes changes) {
        ShellVariables variables = ShellVariables.of(text);
        List<Card> cards = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = variables
                    .value("IFNAME[" + i + "]")
                    .filter(value -> !value.isEmpty())
                    .orElse("eth" + i);
            boolean address = isSet(variables, "IPADDR[" + i + "]")
                    || isSet(variables, "IPADDRS[" + i + "]")
                    || variables
                            .value("USE_DHCP[" + i + "]")
                            .filter("yes"::equals)
                            .isPresent();
            if (address && InterfaceNames.isCard(name)) {
                cards.add(new Card(name, true));
            }
        }
        InterfaceNames names = InterfaceNames.of(cards, target.network());
        for (int i = 0; i < 8; i++) {
            String key = "IFNAME[" + i + "]";
            String present =
                    variables.value(key).filter(value -> !value.isEmpty()).orElse("eth" + i);
            if (!names.of(present).equals(present)) {
                variables = variables.with(key, names.of(present));
            }
        }
        cards.stream()
                .filter(card -> !names.isFirst(card.name()))
                .forEach(card -> changes.warn(
                        "the guest has one network card: that of " + card.name() + " in " + PATH + " is missing"));
        return variables.text();
    }

    private static boolean isSet(ShellVariables variables, String name) {
        return variables.value(name).filter(value -> !value.isEmpty()).isPresent();
    }
}
