package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.domzero.installer.answers.SerialChoice;
import org.domzero.installer.facts.FirmwareConsole;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolesTest {
    private static final KernelCommandLine BOOTED_ON_COM2 =
            new KernelCommandLine("boot=live console=tty0 console=ttyS1,57600n8");
    private static final KernelCommandLine DEFAULT_ENTRY =
            new KernelCommandLine("boot=live console=ttyS0,115200n8 console=tty0 domzero.console=auto");
    private static final @Nullable FirmwareConsole NONE = null;

    private static FirmwareConsole firmware(String port) {
        return new FirmwareConsole(SerialPort.parse(port), null);
    }

    private static Optional<SerialPort> auto(String commandLine) {
        return Consoles.choose(new SerialChoice.Auto(), new KernelCommandLine(commandLine), NONE)
                .port();
    }

    private static String why(KernelCommandLine commandLine, @Nullable FirmwareConsole firmware) {
        return Consoles.choose(new SerialChoice.Auto(), commandLine, firmware).describe();
    }

    @Test
    void theAnswersGoBeforeAllElse() {
        SerialPort com1 = SerialPort.parse("com1,9600");

        assertThat(Consoles.choose(new SerialChoice.Port(com1), BOOTED_ON_COM2, firmware("com2"))
                        .describe())
                .isEqualTo("com1,9600,8n1, as console.serial says");
        assertThat(Consoles.choose(new SerialChoice.None(), BOOTED_ON_COM2, firmware("com2"))
                        .describe())
                .isEqualTo("none, as console.serial says");
    }

    @Test
    void whatWasMeantGoesBeforeTheFirmware() {
        assertThat(why(BOOTED_ON_COM2, firmware("com1")))
                .isEqualTo("com2,57600,8n1, named by console= on the kernel command line");
    }

    @Test
    void theFirmwareGoesBeforeTheMenusGuess() {
        assertThat(why(DEFAULT_ENTRY, firmware("com2,19200")))
                .isEqualTo("com2,19200,8n1, the firmware's own (ACPI SPCR)");
        assertThat(why(new KernelCommandLine("quiet"), firmware("com2")))
                .isEqualTo("com2,115200,8n1, the firmware's own (ACPI SPCR)");
    }

    @Test
    void elseTheGuessIsAsGoodAsAny() {
        String guess = "com1,115200,8n1, the boot menu's guess, as the firmware names none";

        assertThat(why(DEFAULT_ENTRY, NONE)).isEqualTo(guess);
        assertThat(why(DEFAULT_ENTRY, new FirmwareConsole(null, "it is at memory address 0xfe000000")))
                .isEqualTo(guess);
        assertThat(why(new KernelCommandLine("quiet"), NONE)).isEqualTo("com1,115200,8n1, as nothing names another");
    }

    @Test
    void whatIsAddedToTheFirstEntryIsMeant() {
        assertThat(why(new KernelCommandLine(DEFAULT_ENTRY.text() + " console=ttyS1,9600"), firmware("com1")))
                .isEqualTo("com2,9600,8n1, named by console= on the kernel command line");
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
        assertThat(auto(commandLine)).contains(expected.port());
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
        assertThat(why(new KernelCommandLine(commandLine), NONE))
                .isEqualTo("com1,115200,8n1, as nothing names another");
    }

    record SerialPortText(SerialPort port) {
        /** By which JUnit makes one of a word in a table. */
        static SerialPortText of(String text) {
            return new SerialPortText(SerialPort.parse(text));
        }
    }
}
