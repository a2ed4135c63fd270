package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.installer.medium.MediumFile;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyFilesTest {
    private static final String HINT =
            "\n  hint: the medium is damaged and no disk has been touched: write the ISO to it again";

    private final List<ProgressEvent> events = new ArrayList<>();
    private final RecordingCommandRunner commands = Samples.withDigests(new RecordingCommandRunner());
    private final VerifyFiles action =
            new VerifyFiles(Samples.MEDIUM, Samples.manifest().files());

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void writeTheMedium() {
        Samples.writeMedium(medium());
    }

    private Path medium() {
        return root.resolve(Samples.MEDIUM.substring(1));
    }

    private void perform() {
        action.perform(new Effects(commands, root, events::add));
    }

    private String complaint() {
        UserError error = Samples.errorOf(this::perform);
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        return error.render();
    }

    @Test
    void aWholeMediumIsReadToTheEnd() {
        perform();

        assertThat(action.summary()).isEqualTo("compare 6 files of the medium with their SHA-256");
        assertThat(events).hasSize(6).endsWith(new ProgressEvent.Fraction(1.0));
        assertThat(events.stream().map(event -> ((ProgressEvent.Fraction) event).done()))
                .isSorted();
    }

    @Test
    void aFileThatIsTooShortIsNamed() throws IOException {
        Files.writeString(medium().resolve("live/vmlinuz"), "short");

        assertThat(complaint())
                .isEqualTo("error: live/vmlinuz on the installation medium is 5 bytes long instead of 21" + HINT);
    }

    @Test
    void aFileWithOneOtherByteIsNamed() {
        MediumFile file = Samples.file("domzero/xen.efi");
        String other = Sha256.of(new byte[] {1}).hex();
        commands.answer(openssl(file), other + " *" + Samples.MEDIUM + "/" + file.path() + "\n");

        assertThat(complaint())
                .isEqualTo("error: domzero/xen.efi on the installation medium has the SHA-256 " + other + " instead of "
                        + file.sha256() + HINT);
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsNamed() {
        MediumFile file = Samples.file("live/vmlinuz");
        commands.answer(openssl(file), new CommandResult(1, "", "Read error: Input/output error\n"));

        assertThat(complaint())
                .isEqualTo("error: live/vmlinuz on the installation medium cannot be read: Read error: Input/output"
                        + " error" + HINT);
    }

    private static String openssl(MediumFile file) {
        return "openssl dgst -sha256 -r " + Samples.MEDIUM + "/" + file.path();
    }

    @Test
    void aFileThatIsMissingIsNamed() throws IOException {
        Files.delete(medium().resolve("live/20-domzero.squashfs"));

        assertThat(complaint())
                .startsWith("error: live/20-domzero.squashfs on the installation medium cannot be read: ")
                .endsWith(HINT);
    }
}
