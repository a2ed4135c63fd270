package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.Lines;

/** Comments out crypttab(5): the boot would wait for a passphrase to a disk that is not there. */
record CrypttabFixUp() implements FixUp {
    private static final String PATH = "/etc/crypttab";

    @Override
    public String name() {
        return "crypttab";
    }

    @Override
    public String description() {
        return "Comments out encrypted disks of the physical machine.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        String text = root.text(PATH).orElse("");
        String changed = Lines.of(text)
                .mapped(line -> line.isBlank() || line.strip().startsWith("#") ? line : "#" + line)
                .text();
        if (!changed.equals(text)) {
            changes.write(PATH, changed, "entries commented out");
            changes.warn("what was encrypted on the physical machine is not in the guest: " + PATH);
        }
        return changes.report();
    }
}
