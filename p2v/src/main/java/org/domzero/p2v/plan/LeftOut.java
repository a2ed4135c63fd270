package org.domzero.p2v.plan;

/**
 * A mount point whose content does not become a part of the guest.
 *
 * @param source as fstab or the kernel has it
 */
public record LeftOut(String mountPoint, String source, Kind kind, String reason) {
    /** Why, for programs. */
    public enum Kind {
        NETWORK,
        /** What the kernel makes up. */
        PSEUDO,
        /** A directory that is also elsewhere. */
        BIND,
        REMOVABLE,
        NOT_MOUNTED,
        /** fstab does not have it mounted at the start, or does not have it at all. */
        NOT_AT_START,
        /** Of a kind that is not carried. */
        UNSUPPORTED;

        /** Whether somebody may miss it. */
        boolean isNotable() {
            return this == NOT_MOUNTED || this == NOT_AT_START || this == UNSUPPORTED;
        }
    }
}
