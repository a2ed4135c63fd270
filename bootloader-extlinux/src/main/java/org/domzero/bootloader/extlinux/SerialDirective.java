package org.domzero.bootloader.extlinux;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code SERIAL PORT [BAUD [FLOWCONTROL]]}: Syslinux shows its output on that port too and reads from it.
 * Always 8 data bits, no parity, 1 stop bit.
 *
 * @param port 0 to 3 for COM1 to COM4, otherwise an I/O address such as {@code 0x3f8}
 * @param baud 9600 where the file does not tell; below 75 Syslinux leaves the port alone
 * @param flowControl a bit mask (syslinux.cfg(5)); null: the file does not tell, which is none
 */
public record SerialDirective(int port, int baud, @Nullable Integer flowControl) {
    private static final int DEFAULT_BAUD = 9600;
    private static final int FASTEST = 115_200;
    private static final int SLOWEST = 75;
    private static final Pattern FORM = Pattern.compile("(\\S+)(?:\\s+(\\S+)(?:\\s+(\\S+))?)?.*", Pattern.DOTALL);

    public SerialDirective {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("\"" + port + "\" is not a port");
        }
        if (baud < 0 || (flowControl != null && flowControl < 0)) {
            throw new IllegalArgumentException("speed and flow control cannot be negative");
        }
    }

    /**
     * The same port for Syslinux.
     *
     * @throws UserError when Syslinux cannot drive it: it knows 8n1 only, and whole fractions of 115200 baud
     */
    public static SerialDirective of(SerialPort serial) {
        boolean speedFits = serial.speed() >= SLOWEST && FASTEST % serial.speed() == 0;
        if (!speedFits || !serial.mode().equals("8n1")) {
            throw UserError.usage(
                    "extlinux cannot use the serial port as " + serial,
                    "it knows 8n1 only, at 115200, 57600, 38400, 19200 or 9600 baud: " + serial.xenName()
                            + ",115200,8n1");
        }
        return new SerialDirective(serial.unit() - 1, serial.speed(), null);
    }

    /**
     * Reads {@code 0 115200}, {@code 0x3f8 9600 0x303}. Numbers are decimal, or hexadecimal after {@code 0x}.
     *
     * @throws IllegalArgumentException with a message fit for a user
     */
    public static SerialDirective parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no port is named");
        }
        return new SerialDirective(
                number("port", matcher.group(1)),
                matcher.group(2) == null ? DEFAULT_BAUD : number("speed", matcher.group(2)),
                matcher.group(3) == null ? null : Integer.valueOf(number("flow control", matcher.group(3))));
    }

    /** As {@link #parse} reads it. */
    public String render() {
        String shown = (port <= 3 ? String.valueOf(port) : hex(port)) + " " + baud;
        return flowControl == null ? shown : shown + " " + hex(flowControl);
    }

    private static String hex(int value) {
        return String.format(Locale.ROOT, "0x%x", value);
    }

    private static int number(String what, String text) {
        if (text.matches("0[xX][0-9a-fA-F]{1,4}")) {
            return Integer.parseInt(text.substring(2), 16);
        }
        if (text.matches("[0-9]{1,9}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a number (" + what + ")");
    }
}
