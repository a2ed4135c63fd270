package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.toolkit.ShownText;

/** Says that a system was not recognised, and as what it shows itself. */
record UnknownSystemFixUp(Distribution distribution) implements FixUp {
    @Override
    public String name() {
        return "unknown-system";
    }

    @Override
    public String description() {
        return "Names a distribution that there are no fix-ups of its own for.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.family() == Family.OTHER;
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        String what = distribution.name().isEmpty()
                ? "no file in /etc says which distribution this is"
                : "there are no fix-ups of its own for " + ShownText.quoted(distribution.name());
        changes.warn(what + ": only what all have in common was changed; look at network, console and initrd by hand");
        return changes.report();
    }
}
