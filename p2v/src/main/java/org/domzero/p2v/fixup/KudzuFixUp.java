package org.domzero.p2v.fixup;

import java.util.Set;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;

/** Keeps RHEL 4 and 5 from asking, at the first boot, what to do about hardware that is gone. */
record KudzuFixUp() implements FixUp {
    @Override
    public String name() {
        return "kudzu";
    }

    @Override
    public String description() {
        return "Forgets the hardware that kudzu has noted, and turns kudzu off.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.isUpTo(Family.RED_HAT, 5);
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        changes.remove("/etc/sysconfig/hwconf", "its hardware stayed behind");
        SysvLinks.stop(root, changes, Set.of("kudzu"), "kudzu would ask about hardware that is gone");
        return changes.report();
    }
}
