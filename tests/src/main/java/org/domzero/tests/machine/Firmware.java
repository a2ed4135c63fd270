package org.domzero.tests.machine;

/** What a machine starts from: SeaBIOS or OVMF. */
public enum Firmware {
    BIOS,
    UEFI
}
