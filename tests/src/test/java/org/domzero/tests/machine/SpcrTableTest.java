package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.installer.facts.FirmwareConsole;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.toolkit.SerialPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpcrTableTest {
    @TempDir
    private Path root = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"com1,9600", "com1,115200", "com2,19200", "com2,57600", "com2,115200"})
    void theInstallerReadsIt(String port) throws IOException {
        Path tables = Files.createDirectories(root.resolve("sys/firmware/acpi/tables"));

        SpcrTable.write(SerialPort.parse(port), tables.resolve("SPCR"));

        assertThat(MachineFacts.firmwareConsole(root)).isEqualTo(new FirmwareConsole(SerialPort.parse(port), null));
    }

    @Test
    void thereIsNoCodeForOtherSpeeds() {
        assertThatThrownBy(() -> SpcrTable.render(SerialPort.parse("com1,38400")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SPCR has no code for 38400 baud");
    }
}
