package org.domzero.installer.answers;

import org.domzero.toolkit.SerialPort;

/** Whether there is a serial console, and where. */
public sealed interface SerialChoice {
    /** As the installer itself was booted. */
    record Auto() implements SerialChoice {}

    /** No serial console. */
    record None() implements SerialChoice {}

    record Port(SerialPort port) implements SerialChoice {}

    /** Reads {@code auto}, {@code none} or a port such as {@code com1,115200,8n1}. */
    static SerialChoice parse(String text) {
        return switch (text) {
            case "auto" -> new Auto();
            case "none" -> new None();
            default -> {
                try {
                    yield new Port(SerialPort.parse(text));
                } catch (IllegalArgumentException wrong) {
                    throw WrongValue.of(text, wrong, "\"none\" and \"auto\" (as the installer was booted) do as well");
                }
            }
        };
    }

    /** The form that {@link #parse} reads. */
    default String text() {
        if (this instanceof Port chosen) {
            return chosen.port().toString();
        }
        return this instanceof None ? "none" : "auto";
    }
}
