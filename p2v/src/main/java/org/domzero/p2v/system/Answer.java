package org.domzero.p2v.system;

/** What is known of a question. */
public enum Answer {
    YES,
    NO,
    UNKNOWN
}
