package org.domzero.installer.facts;

import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;

/**
 * The serial console that the firmware itself uses, by its ACPI table SPCR.
 *
 * @param port null when it is none that Xen and the boot loaders can use too
 * @param unusable why not; null when there is a port
 */
public record FirmwareConsole(
        @Nullable SerialPort port, @Nullable String unusable) {
    static FirmwareConsole at(SerialPort port) {
        return new FirmwareConsole(port, null);
    }

    static FirmwareConsole unusable(String why) {
        return new FirmwareConsole(null, why);
    }

    /** For people: {@code com2,115200,8n1}, or why there is none. */
    public String describe() {
        return port == null ? "none that can be used: " + unusable : port.toString();
    }
}
