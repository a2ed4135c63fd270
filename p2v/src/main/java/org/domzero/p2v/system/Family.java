package org.domzero.p2v.system;

/** Which of the ways a system keeps its configuration is its own. */
public enum Family {
    RED_HAT,
    DEBIAN,
    SUSE,
    GENTOO,
    SLACKWARE,
    /** None of these, or not recognised. */
    OTHER
}
