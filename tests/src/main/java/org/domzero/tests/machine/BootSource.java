package org.domzero.tests.machine;

/** A kind of device the firmware may boot from. */
public enum BootSource {
    /** The CD or the USB stick. */
    MEDIUM,
    /** The disks, in the order they are listed. */
    DISK,
    /** PXE over the network cards. */
    NETWORK
}
