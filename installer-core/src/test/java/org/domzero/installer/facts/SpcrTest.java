package org.domzero.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpcrTest {
    /** A table as {@link Table} makes it. */
    static final Path COM2 = Path.of("src/test/resources/facts/spcr-com2.bin");

    /** Builds tables; the checksum is right unless somebody touches it. */
    private static final class Table {
        private final ByteBuffer bytes;

        /** Of COM2, at 115200 baud. */
        Table(int revision, int length) {
            bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.put("SPCR".getBytes(StandardCharsets.US_ASCII)).putInt(length).put((byte) revision);
            bytes.position(10).put("DOMZERO TESTS  ".getBytes(StandardCharsets.US_ASCII));
            set(36, 0);
            set(40, 1).set(41, 8).set(43, 1);
            address(0x2F8);
            set(52, 1).set(53, 3).set(58, 7).set(60, 1).set(62, 1);
            bytes.putShort(64, (short) 0xFFFF).putShort(66, (short) 0xFFFF);
        }

        Table set(int offset, int value) {
            bytes.put(offset, (byte) value);
            return this;
        }

        Table address(long address) {
            bytes.putLong(44, address);
            return this;
        }

        Table number(int offset, int value) {
            bytes.putInt(offset, value);
            return this;
        }

        byte[] toBytes() {
            byte[] all = bytes.array().clone();
            all[9] = 0;
            byte sum = 0;
            for (byte one : all) {
                sum += one;
            }
            all[9] = (byte) -sum;
            return all;
        }
    }

    private static Table com2() {
        return new Table(2, 80);
    }

    private static FirmwareConsole port(String port) {
        return FirmwareConsole.at(SerialPort.parse(port));
    }

    private static @Nullable FirmwareConsole parse(Table table) {
        return Spcr.parse(table.toBytes());
    }

    private static String whyUnusable(byte[] table) {
        FirmwareConsole console = Objects.requireNonNull(Spcr.parse(table), "no console");
        assertThat(console.port()).isNull();
        return String.valueOf(console.unusable());
    }

    @Test
    void theFixtureIsMadeHere() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.write(COM2, com2().toBytes());
        }
        assertThat(COM2).hasBinaryContent(com2().toBytes());
        assertThat(Spcr.parse(Files.readAllBytes(COM2))).isEqualTo(port("com2"));
    }

    @Test
    void aMachineMayHaveNoTableAndFirmwareNoConsole() {
        assertThat(Spcr.parse(null)).isNull();
        assertThat(parse(com2().address(0))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 115200", "3, 9600", "4, 19200", "6, 57600", "7, 115200"})
    void knowsTheSpeedsByTheirCodes(int code, int speed) {
        assertThat(parse(com2().set(58, code))).isEqualTo(port("com2," + speed));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x12})
    void knowsTheUartsThatXenKnows(int type) {
        assertThat(parse(com2().set(36, type).address(0x3F8))).isEqualTo(port("com1"));
    }

    @Test
    void fromRevision4OnThePreciseSpeedCounts() {
        assertThat(parse(new Table(4, 88).number(80, 38_400))).isEqualTo(port("com2,38400"));
        assertThat(parse(new Table(4, 88))).isEqualTo(port("com2"));
        assertThat(parse(new Table(3, 88).number(80, 38_400))).isEqualTo(port("com2"));
        assertThat(parse(new Table(4, 80))).isEqualTo(port("com2"));
    }

    @Test
    void whatFollowsTheTableIsNotItsBusiness() {
        assertThat(Spcr.parse(Arrays.copyOf(com2().toBytes(), 4096))).isEqualTo(port("com2"));
    }

    @Test
    void aPortThatXenCannotUseIsTold() {
        assertThat(whyUnusable(com2().set(36, 3).toBytes())).isEqualTo("it is no 16550 UART, but of type 3");
        assertThat(whyUnusable(com2().address(0x3E8).toBytes()))
                .isEqualTo("it is at I/O port 0x3e8, which is neither COM1 nor COM2");
        assertThat(whyUnusable(com2().set(40, 0).toBytes()))
                .isEqualTo("it is at memory address 0x2f8, which is neither COM1 nor COM2");
        assertThat(whyUnusable(com2().set(40, 0x7F).address(-1).toBytes()))
                .isEqualTo("it is at address 0xffffffffffffffff, which is neither COM1 nor COM2");
        assertThat(whyUnusable(com2().set(58, 255).toBytes())).isEqualTo("COM2 at a speed with an unknown code, 255");
        assertThat(whyUnusable(new Table(4, 88).number(80, 1_500_000).toBytes()))
                .isEqualTo("COM2 at 1500000 baud, which the boot loader cannot use");
        assertThat(whyUnusable(new Table(4, 88).number(80, -1).toBytes()))
                .isEqualTo("COM2 at 4294967295 baud, which the boot loader cannot use");
        assertThat(whyUnusable(com2().set(59, 1).toBytes())).isEqualTo("COM2 with another mode than 8n1");
        assertThat(whyUnusable(com2().set(60, 3).toBytes())).isEqualTo("COM2 with another mode than 8n1");
    }

    @Test
    void aBrokenTableIsToldAndNotGoneBy() {
        String broken = "the firmware's SPCR table is broken: ";
        byte[] good = com2().toBytes();
        for (int length = 0; length < good.length; length++) {
            assertThat(whyUnusable(Arrays.copyOf(good, length))).isEqualTo(broken + "it has only " + length + " bytes");
        }
        assertThat(whyUnusable(com2().number(4, 81).toBytes())).isEqualTo(broken + "it has 80 bytes and says 81");
        assertThat(whyUnusable(com2().number(4, 36).toBytes())).isEqualTo(broken + "it has 80 bytes and says 36");
        assertThat(whyUnusable(com2().number(4, -1).toBytes()))
                .isEqualTo(broken + "it has 80 bytes and says 4294967295");
        assertThat(whyUnusable(com2().set(0, 'X').toBytes())).isEqualTo(broken + "it does not begin with its name");
        for (int i = 10; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 1;
            assertThat(whyUnusable(flipped)).isEqualTo(broken + "its checksum is wrong");
        }
    }
}
