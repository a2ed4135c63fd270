package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.root.GuestRoot;

/** Removes what LVM has noted of the physical machine's disks and groups. */
record LvmFixUp() implements FixUp {
    @Override
    public String name() {
        return "lvm";
    }

    @Override
    public String description() {
        return "Forgets the disks and volume groups of the physical machine.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        for (String file : List.of("/etc/lvm/.cache", "/etc/lvm/cache/.cache", "/etc/lvm/devices/system.devices")) {
            changes.remove(file, "its disks stayed behind");
        }
        for (String group : root.list("/etc/lvm/backup")) {
            changes.remove("/etc/lvm/backup/" + group, "the group stayed behind");
        }
        return changes.report();
    }
}
