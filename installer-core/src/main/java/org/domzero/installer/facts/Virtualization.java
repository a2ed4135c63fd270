package org.domzero.installer.facts;

/** What the processor offers to run unmodified guests. */
public enum Virtualization {
    /** Nothing, or it is turned off in the firmware setup, or Xen is already using it and hides it. */
    NONE,
    /** Intel VT-x. */
    VMX,
    /** AMD-V. */
    SVM
}
