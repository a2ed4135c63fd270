package org.domzero.toolkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A serial console: which port, and how it is set.
 *
 * <p>Written {@code com1,115200,8n1}; the mode may be left out ({@code com1,115200}), and the speed with it
 * ({@code com1}), which then are 8n1 and 115200.
 *
 * @param unit counted from 1: COM1 is Linux's {@code ttyS0}
 * @param speed in baud
 * @param mode data bits, parity and stop bits as in {@code 8n1}
 */
public record SerialPort(int unit, int speed, String mode) {
    private static final Pattern FORM = Pattern.compile("com([1-4])(?:,(\\d{3,7})(?:,([5-8][noe][12]))?)?");

    /** COM1 at 115200 baud, 8 data bits, no parity, 1 stop bit. */
    public static final SerialPort COM1 = new SerialPort(1, 115_200, "8n1");

    public static SerialPort parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a serial port such as com1,115200,8n1");
        }
        return new SerialPort(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2) == null ? COM1.speed : Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? COM1.mode : matcher.group(3));
    }

    /** Linux's name of the device: {@code ttyS0} for COM1. */
    public String linuxDevice() {
        return "ttyS" + (unit - 1);
    }

    /** The value of Linux's {@code console=} option: {@code ttyS0,115200n8}. */
    public String linuxConsole() {
        return linuxDevice() + "," + speed + mode.charAt(1) + mode.charAt(0);
    }

    /** Xen's name of the port: {@code com1}. */
    public String xenName() {
        return "com" + unit;
    }

    /** The value of Xen's {@code comN=} option: {@code 115200,8n1}. */
    public String xenSettings() {
        return speed + "," + mode;
    }

    @Override
    public String toString() {
        return xenName() + "," + speed + "," + mode;
    }
}
