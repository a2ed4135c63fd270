package org.domzero.installer.facts;

/** Whether something answers at the other end of a network card's cable. */
public enum Link {
    UP,
    DOWN,
    /** The interface itself is down, and then the kernel does not say. */
    UNKNOWN
}
