package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.root.GuestRoot;

/** Removes the rules by which udev keeps names of cards for their addresses, and what makes new ones. */
record UdevNamesFixUp() implements FixUp {
    private static final String RULES = "/etc/udev/rules.d/";
    private static final String GENERATOR = "75-persistent-net-generator.rules";

    @Override
    public String name() {
        return "udev-names";
    }

    @Override
    public String description() {
        return "Forgets the names that udev kept for network cards.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        for (String file : List.of(
                RULES + "70-persistent-net.rules",
                RULES + "30-net_persistent_names.rules",
                RULES + "z25_persistent-net.rules",
                "/etc/iftab",
                "/etc/mactab")) {
            changes.remove(file, "its cards stayed behind");
        }
        if (root.exists("/lib/udev/rules.d/" + GENERATOR) || root.exists("/usr/lib/udev/rules.d/" + GENERATOR)) {
            changes.symlink(RULES + GENERATOR, "/dev/null", "no names are kept any more");
        } else if (root.link(RULES + GENERATOR).isEmpty()) {
            changes.remove(RULES + GENERATOR, "no names are kept any more");
        }
        return changes.report();
    }
}
