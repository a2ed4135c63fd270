package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.root.GuestRoot;

/** Removes the configuration of multipath, without which its daemon leaves the guest's disks alone. */
record MultipathFixUp() implements FixUp {
    @Override
    public String name() {
        return "multipath";
    }

    @Override
    public String description() {
        return "Forgets the paths to disks of a storage network.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        for (String file : List.of("/etc/multipath.conf", "/etc/multipath/bindings", "/etc/multipath/wwids")) {
            changes.remove(file, "the guest's disks have one path");
        }
        return changes.report();
    }
}
