package org.domzero.toolkit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectsTest {
    @TempDir
    private Path root = Path.of("");

    private Effects effects() {
        return new Effects(new RecordingCommandRunner(), root, Progress.SILENT);
    }

    @Test
    void pathsOfThePlanAreUnderTheRoot() {
        assertThat(effects().resolve("/etc/fstab")).isEqualTo(root.resolve("etc/fstab"));
        assertThat(effects().resolve("/run//target/./etc")).isEqualTo(root.resolve("run/target/etc"));
    }

    @Test
    void refusesARelativePath() {
        assertThatThrownBy(() -> effects().resolve("etc/fstab"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an absolute path: etc/fstab");
    }

    @Test
    void makesDirectoriesWithTheirParents() {
        effects().createDirectories("/a/b/c");

        assertThat(root.resolve("a/b/c")).isDirectory();
    }

    @Test
    void whatGoesWrongWithAFileNamesThePathOfThePlan() {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> effects().onFile("/etc/fstab", path -> {
                    throw new IOException("No space left on device");
                }));

        assertThat(error.render())
                .isEqualTo("error: /etc/fstab: No space left on device\n"
                        + "  hint: is the disk full, or failing? the kernel's messages (dmesg) tell");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }
}
