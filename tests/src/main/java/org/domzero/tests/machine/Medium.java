package org.domzero.tests.machine;

import java.nio.file.Path;

/** What an ISO is booted from. The file is never written to. */
public record Medium(Kind kind, Path iso) {
    public Medium {
        iso = iso.toAbsolutePath();
    }

    public static Medium cdrom(Path iso) {
        return new Medium(Kind.CDROM, iso);
    }

    public static Medium usbStick(Path iso) {
        return new Medium(Kind.USB_STICK, iso);
    }

    public enum Kind {
        /** A drive on the AHCI controller. */
        CDROM,
        /** A mass storage device on an xHCI controller. */
        USB_STICK
    }
}
