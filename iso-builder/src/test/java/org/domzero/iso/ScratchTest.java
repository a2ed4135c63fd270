package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.domzero.toolkit.RecordingCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    /** What a mmdebstrap that was killed as root had left mounted. */
    private static final String MOUNTS = """
            27 1 254:0 / / rw,relatime - ext4 /dev/root rw
            48 27 0:22 / /var/tmp/domzero-root-744/mmdebstrap.x/sys ro,nosuid - sysfs sys rw
            """;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    @TempDir
    private Path making = Path.of("");

    @Test
    void isNotedWhileItIsThereAndOpenToOtherUserIds() throws IOException {
        Path directory;
        try (Scratch scratch = Scratch.create(making, commands)) {
            directory = scratch.directory();
            assertThat(making.resolve("scratch")).hasContent(directory.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx--x--x");
            Files.createDirectories(directory.resolve("mmdebstrap.x/etc"));
        }
        assertThat(directory).doesNotExist();
        assertThat(making).isEmptyDirectory();
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void isNeverRemovedWithWhatIsMountedInIt() {
        assertThatThrownBy(() -> Scratch.refuseMounts(Path.of("/var/tmp/domzero-root-744"), MOUNTS))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(": /var/tmp/domzero-root-744/mmdebstrap.x/sys");
        assertThatCode(() -> Scratch.refuseMounts(Path.of("/var/tmp/domzero-root-7"), MOUNTS))
                .doesNotThrowAnyException();
    }
}
