package org.domzero.installer.facts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;

/**
 * The ACPI table by which firmware names its serial console: Serial Port Console Redirection, by Microsoft, revisions 1
 * to 4. Numbers are little-endian; the header is that of every ACPI table (ACPI specification, 5.2.6).
 */
final class Spcr {
    /** Where Linux shows it, to root. */
    static final String PATH = "sys/firmware/acpi/tables/SPCR";

    /** Up to the interface's parameters, which all revisions have. */
    private static final int SHORTEST = 80;

    private static final int LENGTH = 4;
    private static final int REVISION = 8;
    private static final int INTERFACE_TYPE = 36;
    private static final int ADDRESS_SPACE = 40;
    private static final int ADDRESS = 44;
    private static final int BAUD_RATE = 58;
    private static final int PARITY = 59;
    private static final int STOP_BITS = 60;
    private static final int PRECISE_BAUD_RATE = 80;

    /** Address spaces of ACPI's Generic Address Structure (5.2.3.2). */
    private static final int IO_PORTS = 1;

    private Spcr() {}

    /** What a table says; null when the machine has none, or the firmware uses no serial console. */
    static @Nullable FirmwareConsole parse(byte @Nullable [] file) {
        if (file == null) {
            return null;
        }
        if (file.length < SHORTEST) {
            return broken("it has only " + file.length + " bytes");
        }
        ByteBuffer table = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long length = Integer.toUnsignedLong(table.getInt(LENGTH));
        if (!new String(file, 0, 4, StandardCharsets.ISO_8859_1).equals("SPCR")) {
            return broken("it does not begin with its name");
        }
        if (length < SHORTEST || length > file.length) {
            return broken("it has " + file.length + " bytes and says " + length);
        }
        byte sum = 0;
        for (int i = 0; i < length; i++) {
            sum += file[i];
        }
        return sum == 0 ? console(table, (int) length) : broken("its checksum is wrong");
    }

    private static FirmwareConsole broken(String how) {
        return FirmwareConsole.unusable("the firmware's SPCR table is broken: " + how);
    }

    private static @Nullable FirmwareConsole console(ByteBuffer table, int length) {
        long address = table.getLong(ADDRESS);
        if (address == 0) {
            return null;
        }
        int type = Byte.toUnsignedInt(table.get(INTERFACE_TYPE));
        if (type != 0 && type != 1 && type != 0x12) {
            return FirmwareConsole.unusable("it is no 16550 UART, but of type " + type);
        }
        boolean ioPorts = table.get(ADDRESS_SPACE) == IO_PORTS;
        int unit = ioPorts && address == 0x3F8 ? 1 : ioPorts && address == 0x2F8 ? 2 : 0;
        if (unit == 0) {
            return FirmwareConsole.unusable(String.format(
                    Locale.ROOT, "it is at %s 0x%x, which is neither COM1 nor COM2", space(table), address));
        }
        int speed = speed(table, length);
        if (speed == 0) {
            return FirmwareConsole.unusable(
                    "COM" + unit + " at a speed with an unknown code, " + Byte.toUnsignedInt(table.get(BAUD_RATE)));
        }
        if (speed < 0 || 115_200 % speed != 0) {
            return FirmwareConsole.unusable("COM" + unit + " at " + Integer.toUnsignedString(speed)
                    + " baud, which the boot loader cannot use");
        }
        if (table.get(PARITY) != 0 || table.get(STOP_BITS) > 1) {
            return FirmwareConsole.unusable("COM" + unit + " with another mode than 8n1");
        }
        return FirmwareConsole.at(new SerialPort(unit, speed, "8n1"));
    }

    private static String space(ByteBuffer table) {
        return switch (table.get(ADDRESS_SPACE)) {
            case 0 -> "memory address";
            case IO_PORTS -> "I/O port";
            default -> "address";
        };
    }

    /** In baud; 0 for a code that is not known. */
    private static int speed(ByteBuffer table, int length) {
        if (table.get(REVISION) >= 4 && length >= PRECISE_BAUD_RATE + 4 && table.getInt(PRECISE_BAUD_RATE) != 0) {
            return table.getInt(PRECISE_BAUD_RATE);
        }
        return switch (table.get(BAUD_RATE)) {
            // As it is already set, which on a server is this one.
            case 0, 7 -> 115_200;
            case 3 -> 9_600;
            case 4 -> 19_200;
            case 6 -> 57_600;
            default -> 0;
        };
    }
}
