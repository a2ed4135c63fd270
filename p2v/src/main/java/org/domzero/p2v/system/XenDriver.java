package org.domzero.p2v.system;

/** How a kernel comes with a front end of Xen. */
public enum XenDriver {
    BUILT_IN,
    /** Its initrd needs to hold it, when it is the disk's. */
    MODULE,
    /** It is there, built in or as a module. */
    PRESENT,
    NONE,
    UNKNOWN
}
