package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.text.Words;

/** The console on which the guest says what it does and asks for a login. */
public enum GuestConsole {
    /** Xen's, in Linux itself. */
    HVC0("hvc0", "console=hvc0"),
    /** Xen's, in the kernels for Xen alone of RHEL 4 and 5 and of SLES 10 and 11. */
    XVC0("xvc0", "console=xvc0"),
    /** A serial port of an HVM guest. */
    TTYS0("ttyS0", "console=tty0 console=ttyS0,115200n8"),
    /** The screen. */
    TTY1("tty1", "");

    private final String device;
    private final String arguments;

    GuestConsole(String device, String arguments) {
        this.device = device;
        this.arguments = arguments;
    }

    public String device() {
        return device;
    }

    /** What the kernel has to be told; nothing for the screen, which it uses by itself. */
    List<String> arguments() {
        return Words.of(arguments);
    }
}
