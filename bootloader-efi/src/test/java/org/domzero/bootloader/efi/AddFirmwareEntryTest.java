package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;

class AddFirmwareEntryTest {
    private static final String CREATE = "efibootmgr --create --disk /dev/sda --part 1 --label domzero"
            + " --loader '\\EFI\\systemd\\systemd-bootx64.efi'";

    private final List<ProgressEvent> events = new ArrayList<>();
    private final AddFirmwareEntry action = new AddFirmwareEntry("/dev/sda", 1);

    @Test
    void removesEarlierEntriesOfTheSameLabelAndNoOthers() throws IOException {
        RecordingCommandRunner commands = new RecordingCommandRunner()
                .answer("efibootmgr --", "")
                .answer("efibootmgr", captured("efibootmgr-18.txt"));

        perform(commands);

        assertThat(commands.lines())
                .containsExactly(
                        "efibootmgr",
                        "efibootmgr --quiet --bootnum 0002 --delete-bootnum",
                        "efibootmgr --quiet --bootnum 0003 --delete-bootnum",
                        CREATE);
        assertThat(events).isEmpty();
    }

    @Test
    void readsTheVerboseListAlike() throws IOException {
        assertThat(FirmwareEntries.numbersOf(
                        "domzero", captured("efibootmgr-18-verbose.txt").lines().toList()))
                .containsExactly("0002", "0003");
    }

    @Test
    void readsThePartitionThatAnEntryStartsFrom() throws IOException {
        for (String list : List.of("efibootmgr-18.txt", "efibootmgr-18-verbose.txt")) {
            assertThat(FirmwareEntries.parse(captured(list).lines().toList()))
                    .contains(
                            new FirmwareEntries.Entry("0001", true, "UEFI QEMU DVD-ROM QM00003", Optional.empty()),
                            new FirmwareEntries.Entry(
                                    "0002", true, "domzero", Optional.of("3eb8effe-8e1d-4670-987c-9b49b5f605b2")),
                            new FirmwareEntries.Entry(
                                    "0003", false, "domzero", Optional.of("02f231b8-8f9a-471c-b3a9-dc7edb1bd70e")));
        }
    }

    @Test
    void readsTheListOfVersion17WhichHasLabelsOnly() {
        List<String> list = List.of(
                "BootCurrent: 000A",
                "Timeout: 3 seconds",
                "BootOrder: 001B,000A",
                "Boot000A* UEFI QEMU DVD-ROM QM00003 ",
                "Boot001B* domzero",
                "Boot001C  domzero old");

        assertThat(FirmwareEntries.numbersOf("domzero", list)).containsExactly("001B");
        assertThat(FirmwareEntries.numbersOf("UEFI QEMU DVD-ROM QM00003", list)).containsExactly("000A");
    }

    @Test
    void aFirmwareThatTakesNoEntryIsAWarning() {
        perform(new RecordingCommandRunner()
                .answer(
                        "efibootmgr --create",
                        new CommandResult(5, "", "Could not prepare Boot variable: No such file or directory\n")));

        assertThat(events)
                .containsExactly(warning("the firmware took no boot entry for /dev/sda;"
                        + " it has to find EFI/BOOT/BOOTX64.EFI there by itself, as most does"
                        + " (\"" + CREATE + "\" ended with status 5;"
                        + " it said: Could not prepare Boot variable: No such file or directory)"));
    }

    @Test
    void aFirmwareWhoseVariablesCannotBeReadIsAWarningAndLeftAlone() {
        RecordingCommandRunner commands = new RecordingCommandRunner()
                .answer("efibootmgr", new CommandResult(2, "", "EFI variables are not supported on this system.\n"));

        perform(commands);

        assertThat(commands.lines()).containsExactly("efibootmgr");
        assertThat(events)
                .containsExactly(warning("the firmware took no boot entry for /dev/sda;"
                        + " it has to find EFI/BOOT/BOOTX64.EFI there by itself, as most does"
                        + " (\"efibootmgr\" ended with status 2;"
                        + " it said: EFI variables are not supported on this system.)"));
    }

    @Test
    void aMissingProgramIsAWarning() {
        perform((command, onOutput) -> {
            throw UserError.failed("\"efibootmgr\" could not be started", "is it installed?");
        });

        assertThat(events)
                .containsExactly(warning("the firmware took no boot entry for /dev/sda;"
                        + " it has to find EFI/BOOT/BOOTX64.EFI there by itself, as most does"
                        + " (\"efibootmgr\" could not be started; is it installed?)"));
    }

    private void perform(CommandRunner commands) {
        action.perform(new Effects(commands, Path.of("/nonexistent"), events::add));
    }

    private static ProgressEvent warning(String text) {
        return new ProgressEvent.Message(ProgressEvent.Level.WARNING, text);
    }

    private static String captured(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/efi", name));
    }
}
