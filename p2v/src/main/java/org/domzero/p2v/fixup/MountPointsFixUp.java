package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;

/** Makes the directories on which the guest mounts what is in memory; a copy by file leaves them out. */
record MountPointsFixUp(Distribution distribution) implements FixUp {
    private static final int EVERYBODY = 01777;

    @Override
    public String name() {
        return "mount-points";
    }

    @Override
    public String description() {
        return "Makes /proc, /sys, /dev, /run and /tmp where they are missing.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        List.of("/proc", "/sys", "/dev", "/run").forEach(path -> changes.mkdir(path, 0755));
        changes.mkdir("/tmp", EVERYBODY);
        if (distribution.isUpTo(Family.RED_HAT, 4) && !root.hasEntry("/dev/console")) {
            changes.warn("/dev/console is missing, and this system does not make it itself: copy /dev/console and"
                    + " /dev/null as they are on the source");
        }
        return changes.report();
    }
}
