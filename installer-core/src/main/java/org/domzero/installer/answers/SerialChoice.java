package org.domzero.installer.answers;

import org.domzero.toolkit.SerialPort;

/** Whether there is a serial console, and where. */
public sealed interface SerialChoice {
    /** As the installer itself was booted, or as the firmware's own. */
    record Auto() implements SerialChoice {}

    /** No serial console. */
    record None() implements SerialChoice {}

    record Port(SerialPort port) implements SerialChoice {}

    /**
     * Whether Xen and the boot loaders can use the port so: Xen knows COM1 and COM2, Extlinux 8n1 only and whole
     * fractions of 115200 baud.
     */
    static boolean isUsable(SerialPort port) {
        return isXens(port) && isExtlinuxSpeed(port) && isExtlinuxMode(port);
    }

    private static boolean isXens(SerialPort port) {
        return port.unit() <= 2;
    }

    private static boolean isExtlinuxSpeed(SerialPort port) {
        return port.speed() >= 75 && 115_200 % port.speed() == 0;
    }

    private static boolean isExtlinuxMode(SerialPort port) {
        return port.mode().equals("8n1");
    }

    /** Reads {@code auto}, {@code none} or a port such as {@code com1,115200,8n1}. */
    static SerialChoice parse(String text) {
        return switch (text) {
            case "auto" -> new Auto();
            case "none" -> new None();
            default -> {
                try {
                    yield new Port(checked(text, SerialPort.parse(text)));
                } catch (WrongValue wrong) {
                    throw wrong;
                } catch (IllegalArgumentException wrong) {
                    throw WrongValue.of(text, wrong, "\"none\" and \"auto\" (as the installer was booted) do as well");
                }
            }
        };
    }

    private static SerialPort checked(String text, SerialPort port) {
        if (!isXens(port)) {
            throw new WrongValue(text, "is a port that Xen cannot use", "it knows com1 and com2");
        }
        if (!isExtlinuxSpeed(port)) {
            throw new WrongValue(
                    text,
                    "has a speed that the boot loader cannot use",
                    "it knows 115200, 57600, 38400, 19200, 9600 and other whole fractions of 115200");
        }
        if (!isExtlinuxMode(port)) {
            throw new WrongValue(text, "has a mode that the boot loader cannot use", "it knows 8n1 only");
        }
        return port;
    }

    /** The form that {@link #parse} reads. */
    default String text() {
        if (this instanceof Port chosen) {
            return chosen.port().toString();
        }
        return this instanceof None ? "none" : "auto";
    }
}
