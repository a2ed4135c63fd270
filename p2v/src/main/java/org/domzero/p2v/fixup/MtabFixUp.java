package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;

/** Empties the list of what is mounted, where it is a file and so tells of the physical machine. */
record MtabFixUp() implements FixUp {
    private static final String PATH = "/etc/mtab";

    @Override
    public String name() {
        return "mtab";
    }

    @Override
    public String description() {
        return "Empties /etc/mtab where it is a file of its own.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        if (root.link(PATH).isEmpty()) {
            changes.edit(PATH, text -> "", "emptied");
        }
        return changes.report();
    }
}
