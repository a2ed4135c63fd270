package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.p2v.fixup.InterfaceNames.Card;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.text.Lines;

/** Makes /etc/conf.d/net of Gentoo name the guest's card, and the scripts that start it. */
record NetifrcFixUp() implements FixUp {
    private static final String PATH = "/etc/conf.d/net";
    private static final String SCRIPTS = "/etc/init.d/net.";
    private static final String STARTED = "/etc/runlevels/default/net.";
    private static final Pattern CONFIGURED = Pattern.compile("[ \\t]*config_(\\w+)=.*");
    private static final Pattern ADDRESS = Pattern.compile("[ \\t]*mac_\\w+=.*");

    @Override
    public String name() {
        return "conf.d-net";
    }

    @Override
    public String description() {
        return "Makes /etc/conf.d/net and the links that start it name the guest's network card.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.family() == Family.GENTOO;
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        String text = root.text(PATH).orElse("");
        List<Card> cards = new ArrayList<>();
        for (String line : Lines.of(text).contents()) {
            Matcher matcher = CONFIGURED.matcher(line);
            if (matcher.matches() && InterfaceNames.isCard(matcher.group(1))) {
                cards.add(new Card(matcher.group(1), root.hasEntry(STARTED + matcher.group(1))));
            }
        }
        InterfaceNames names = InterfaceNames.of(cards, target.network());
        changes.edit(
                PATH,
                all -> Lines.of(all)
                        .without(line -> ADDRESS.matcher(line).matches())
                        .mapped(line -> line.strip().startsWith("#") ? line : names.in(line))
                        .text(),
                "by the guest's names");
        cards.forEach(card -> links(card, names, root, changes));
        return changes.report();
    }

    private static void links(Card card, InterfaceNames names, GuestRoot root, Changes changes) {
        String name = names.of(card.name());
        if (!names.isFirst(card.name())) {
            if (card.starts()) {
                changes.remove(STARTED + card.name(), "the guest has one network card");
                changes.warn("the guest has one network card: " + card.name() + " does not start any more");
            }
        } else if (!name.equals(card.name()) && root.link(SCRIPTS + card.name()).isPresent()) {
            changes.symlink(SCRIPTS + name, "net.lo", "leads to net.lo");
            if (card.starts()) {
                changes.symlink(STARTED + name, SCRIPTS + name, "starts the guest's card");
                changes.remove(STARTED + card.name(), "it is now net." + name);
            }
            changes.remove(SCRIPTS + card.name(), "it is now net." + name);
        }
    }
}
