package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.installer.answers.SerialChoice;
import org.domzero.installer.facts.FirmwareConsole;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;

/** Where the installed system talks: as the answers say, else as the installer itself was booted, or the firmware does. */
final class Consoles {
    /**
     * Of the menu's first entry: the consoles before it are there so that every machine shows something. What was added
     * behind it, in the menu or with {@code --kernel-options}, somebody has meant.
     */
    static final String GUESS = "domzero.console=auto";

    /** Linux's {@code console=ttyS1,115200n8}; what follows the number has defaults of its own. */
    private static final Pattern SERIAL = Pattern.compile("console=ttyS([0-3])(?:,(\\d{3,7})(?:([noe])([5-8]))?.*)?");

    private Consoles() {}

    /**
     * Of what the installer was booted with.
     *
     * @param port the new host's serial console, if it is to have one
     * @param why it is this one, for the log
     */
    record Choice(Optional<SerialPort> port, String why) {
        String describe() {
            return port.map(SerialPort::toString).orElse("none") + ", " + why;
        }
    }

    /** The first of: the answers, the kernel command line unless it only guesses, the firmware, the guess, COM1. */
    static Choice choose(SerialChoice choice, KernelCommandLine commandLine, @Nullable FirmwareConsole firmware) {
        if (choice instanceof SerialChoice.Port port) {
            return new Choice(Optional.of(port.port()), "as console.serial says");
        }
        if (choice instanceof SerialChoice.None) {
            return new Choice(Optional.empty(), "as console.serial says");
        }
        List<String> options = commandLine.options();
        int guessed = options.lastIndexOf(GUESS) + 1;
        Optional<SerialPort> named = last(onCommandLine(options.subList(guessed, options.size())));
        if (named.isPresent()) {
            return new Choice(named, "named by console= on the kernel command line");
        }
        SerialPort firmwares = firmware == null ? null : firmware.port();
        if (firmwares != null) {
            return new Choice(Optional.of(firmwares), "the firmware's own (ACPI SPCR)");
        }
        Optional<SerialPort> guess = last(onCommandLine(options.subList(0, guessed)));
        return guess.isPresent()
                ? new Choice(guess, "the boot menu's guess, as the firmware names none")
                : new Choice(Optional.of(SerialPort.COM1), "as nothing names another");
    }

    /** Linux's primary console is the last one named. */
    private static Optional<SerialPort> last(List<SerialPort> ports) {
        return ports.isEmpty() ? Optional.empty() : Optional.of(ports.get(ports.size() - 1));
    }

    /** Those that Xen and the boot loaders can use too, as they are set there. */
    private static List<SerialPort> onCommandLine(List<String> options) {
        List<SerialPort> ports = new ArrayList<>();
        for (String option : options) {
            Matcher matcher = SERIAL.matcher(option);
            if (matcher.matches()) {
                SerialPort port = new SerialPort(
                        Integer.parseInt(matcher.group(1)) + 1,
                        // Linux's own default is 9600; whoever leaves it out on a server means the usual one.
                        matcher.group(2) == null ? SerialPort.COM1.speed() : Integer.parseInt(matcher.group(2)),
                        matcher.group(4) == null ? "8n1" : matcher.group(4) + matcher.group(3) + "1");
                if (SerialChoice.isUsable(port)) {
                    ports.add(port);
                }
            }
        }
        return ports;
    }
}
