package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;

/** Mounts the guest's one root file system, and nothing that stayed behind. */
record FstabFixUp() implements FixUp {
    private static final String PATH = "/etc/fstab";

    @Override
    public String name() {
        return "fstab";
    }

    @Override
    public String description() {
        return "Mounts the new root and swap in place of the disks of the physical machine.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        String text = root.text(PATH).orElse("");
        if (text.isEmpty()) {
            changes.warn(PATH + " is missing or empty: a new one has the root and swap alone");
        }
        changes.write(
                PATH,
                new FstabEdit(target, root::exists, changes::warn).edited(text),
                "root is " + target.root() + ", swap is " + target.swap().orElse("none"));
        return changes.report();
    }
}
