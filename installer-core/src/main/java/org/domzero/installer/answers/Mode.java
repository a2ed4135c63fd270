package org.domzero.installer.answers;

/** What answers are for. */
public enum Mode {
    /** This machine becomes a Xen host. */
    INSTALL,
    /** It becomes a guest of a Xen host, and stays as it is. */
    CLONE;

    /** As the answer file and the kernel command line have it. */
    public String word() {
        return TextKind.word(this);
    }
}
