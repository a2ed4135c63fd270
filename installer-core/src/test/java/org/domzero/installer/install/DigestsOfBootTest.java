package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.FileDigest;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsOfBootTest {
    private static final String IMAGE = "/run/live/medium/live/10-dom0.squashfs";
    private static final String LINE = "0".repeat(64) + " *" + IMAGE;
    private static final Command DIGEST = FileDigest.command(IMAGE);

    private final RecordingCommandRunner commands = new RecordingCommandRunner().answer("openssl", "read now\n");

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void digests() throws IOException {
        file = Files.writeString(directory.resolve("digests"), LINE + "\n");
    }

    @Test
    void whatWasReadAtBootIsNotReadAgain() {
        CommandRunner digests = new DigestsOfBoot(commands, file);
        List<String> heard = new ArrayList<>();

        assertThat(digests.run(DIGEST, heard::add).output()).isEqualTo(LINE + "\n");
        assertThat(digests.run(DIGEST).output()).isEqualTo(LINE + "\n");

        assertThat(heard).containsExactly(LINE);
        assertThat(commands.lines()).containsExactly("systemctl start domzero-prepare.service");
    }

    @Test
    void aFileThatWasNotReadAtBootIsReadNow() {
        Command other = FileDigest.command("/mnt/live/10-dom0.squashfs");

        assertThat(new DigestsOfBoot(commands, file).run(other).output()).isEqualTo("read now\n");
    }

    @Test
    void withoutDigestsOfTheBootEverythingIsReadNow() throws IOException {
        Files.delete(file);

        assertThat(new DigestsOfBoot(commands, file).run(DIGEST).output()).isEqualTo("read now\n");
    }

    @Test
    void whereThereIsNoSystemdEverythingIsReadNow() throws IOException {
        Files.delete(file);
        CommandRunner without = (command, onOutput) -> {
            if (command.equals(DigestsOfBoot.AWAIT)) {
                throw UserError.failed("\"systemctl\" could not be started", "is it installed?");
            }
            return commands.tryRun(command, onOutput);
        };

        assertThat(new DigestsOfBoot(without, file).run(DIGEST).output()).isEqualTo("read now\n");
    }

    @Test
    void otherCommandsAreRun() {
        commands.answer("sha1sum", "another digest\n");

        assertThat(new DigestsOfBoot(commands, file).run("sha1sum", IMAGE).output())
                .isEqualTo("another digest\n");
    }
}
