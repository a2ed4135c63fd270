package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.domzero.installer.answers.SerialChoice;
import org.domzero.toolkit.SerialPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolesTest {
    private static final String BOOTED_ON_COM2 = "boot=live console=tty0 console=ttyS1,57600n8";

    @Test
    void theAnswersGoBeforeTheCommandLine() {
        SerialPort com1 = SerialPort.parse("com1,9600");

        assertThat(Consoles.serial(new SerialChoice.Port(com1), BOOTED_ON_COM2)).contains(com1);
        assertThat(Consoles.serial(new SerialChoice.None(), BOOTED_ON_COM2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boot=live console=tty0 console=ttyS1,57600n8 | com2,57600,8n1",
                "console=ttyS0,115200n8 console=tty0 | com1,115200,8n1",
                "console=ttyS1,19200 console=ttyS2,9600 console=ttyS3 | com2,19200,8n1",
                "console=ttyS1,9600 console=ttyS0,230400 | com2,9600,8n1",
                "console=ttyS1,9600 console=ttyS0,9600e7 | com2,9600,8n1",
                "console=ttyS1,115200n8r | com2,115200,8n1",
                "console=ttyS1 | com2,115200,8n1",
            })
    void elseTheLastPortThatTheInstallerWasBootedWith(String commandLine, SerialPortText expected) {
        assertThat(Consoles.serial(new SerialChoice.Auto(), commandLine)).contains(expected.port());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "quiet console=tty0",
                "xconsole=ttyS1",
                "console=ttyS4",
                "console=ttyS10",
                "console=ttyUSB1",
                "console=ttyS2 console=ttyS3,9600",
                "console=ttyS1,230400",
                "console=ttyS1,000",
                "console=ttyS1,19200e7"
            })
    void elseCom1(String commandLine) {
        assertThat(Consoles.onCommandLine(commandLine)).isEmpty();
        assertThat(Consoles.serial(new SerialChoice.Auto(), commandLine)).contains(SerialPort.COM1);
    }

    record SerialPortText(SerialPort port) {
        /** By which JUnit makes one of a word in a table. */
        static SerialPortText of(String text) {
            return new SerialPortText(SerialPort.parse(text));
        }
    }
}
