package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;

/** Has dracut put Xen's drivers into every initrd that the guest makes. */
record DracutFixUp() implements FixUp {
    static final String DIRECTORY = "/etc/dracut.conf.d";

    @Override
    public String name() {
        return "dracut";
    }

    @Override
    public String description() {
        return "Has dracut put the guest's drivers into each initrd.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return target.isParavirtual();
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        if (root.isDirectory(DIRECTORY)) {
            changes.write(
                    DIRECTORY + "/domzero.conf",
                    "add_drivers+=\" xen-blkfront xen-netfront \"\n",
                    "Xen's drivers for each initrd that the guest makes");
        }
        return changes.report();
    }
}
