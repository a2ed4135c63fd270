package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;

/** One thing that a copied root needs to boot as a guest. It looks at files and changes files; nothing is run. */
public interface FixUp {
    /** A word or two by which plans and reports call it. */
    String name();

    /** What it is about, in one sentence. */
    String description();

    /** Whether there may be something to do for it on such a system, in such a guest. */
    default boolean isFor(Distribution distribution, GuestTarget target) {
        return true;
    }

    /**
     * Changes the root. Where everything is as it should be, as after a first time, nothing is written.
     *
     * @throws org.domzero.toolkit.UserError when a file cannot be read or written, or is none
     */
    FixUpReport apply(GuestRoot root, GuestTarget target);
}
