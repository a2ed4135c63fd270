package org.domzero.installer.facts;

/** What started the machine, and so what its boot loader has to be for. */
public enum Firmware {
    BIOS,
    UEFI
}
