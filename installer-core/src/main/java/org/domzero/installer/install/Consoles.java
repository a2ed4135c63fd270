package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.installer.answers.SerialChoice;
import org.domzero.toolkit.SerialPort;

/** Where the installed system talks: as the answers say, else as the installer itself was booted. */
final class Consoles {
    /** Linux's {@code console=ttyS1,115200n8}; what follows the number has defaults of its own. */
    private static final Pattern SERIAL = Pattern.compile("console=ttyS([0-3])(?:,(\\d{3,7})(?:([noe])([5-8]))?.*)?");

    private Consoles() {}

    /** The serial port of the new host, if it is to have one. */
    static Optional<SerialPort> serial(SerialChoice choice, String kernelCommandLine) {
        if (choice instanceof SerialChoice.Port port) {
            return Optional.of(port.port());
        }
        if (choice instanceof SerialChoice.None) {
            return Optional.empty();
        }
        List<SerialPort> ports = onCommandLine(kernelCommandLine);
        // Linux's primary console is the last one named; domzero's own menu names the one serial port in use.
        return Optional.of(ports.isEmpty() ? SerialPort.COM1 : ports.get(ports.size() - 1));
    }

    /** Those that Xen and the boot loaders can use too, as they are set there. */
    static List<SerialPort> onCommandLine(String kernelCommandLine) {
        List<SerialPort> ports = new ArrayList<>();
        for (String option : kernelCommandLine.strip().split("\\s+")) {
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
