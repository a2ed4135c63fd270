package org.domzero.tests.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.SerialPort;

/**
 * The ACPI table by which a server's firmware names its serial console (Microsoft's Serial Port Console Redirection,
 * revision 2). QEMU's PC has none of its own: {@code -acpitable file=…} gives it one.
 */
public final class SpcrTable {
    private static final int LENGTH = 80;
    private static final int CHECKSUM = 9;

    private SpcrTable() {}

    /** The table that names a port, which is COM1 or COM2, 8n1. */
    static byte[] render(SerialPort port) {
        ByteBuffer table = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        table.put(ascii("SPCR")).putInt(LENGTH).put((byte) 2).put((byte) 0);
        table.put(ascii("DMZERO"))
                .put(ascii("DOMZERO "))
                .putInt(1)
                .put(ascii("TEST"))
                .putInt(1);
        table.putInt(0); // a 16550, then reserved
        table.put((byte) 1).put((byte) 8).put((byte) 0).put((byte) 1); // I/O ports, of 8 bits
        table.putLong(port.unit() == 1 ? 0x3F8 : 0x2F8);
        table.put((byte) 1).put((byte) (port.unit() == 1 ? 4 : 3)).putInt(0); // its interrupt at the PIC
        table.put(speed(port)).put((byte) 0).put((byte) 1).put((byte) 0); // no parity, one stop bit, no flow control
        table.put((byte) 3).put((byte) 0); // ANSI
        table.putInt(0xFFFFFFFF); // no PCI device
        byte[] bytes = table.array();
        byte sum = 0;
        for (byte one : bytes) {
            sum += one;
        }
        bytes[CHECKSUM] = (byte) -sum;
        return bytes;
    }

    /** Writes it into a file for {@link MachineSpec#withArguments}: {@code "-acpitable", "file=" + file}. */
    public static Path write(SerialPort port, Path file) {
        try {
            return Files.write(file, render(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte speed(SerialPort port) {
        return switch (port.speed()) {
            case 9_600 -> 3;
            case 19_200 -> 4;
            case 57_600 -> 6;
            case 115_200 -> 7;
            default -> throw new IllegalArgumentException("SPCR has no code for " + port.speed() + " baud");
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
