package org.domzero.toolkit.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;

/**
 * All an action may touch.
 *
 * @param commands runs programs
 * @param root what absolute paths of the plan are resolved under: {@code /} for real, a temporary directory in a test
 * @param progress hears fractions and warnings
 */
public record Effects(CommandRunner commands, Path root, Progress progress) {
    /** The real place of a path of the plan. */
    public Path resolve(String absolute) {
        if (!absolute.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + absolute);
        }
        return root.resolve(absolute.substring(1)).normalize();
    }

    /** Runs file operations, turning what goes wrong into an error that names the path. */
    public void onFile(String absolute, FileOperation operation) {
        try {
            operation.on(resolve(absolute));
        } catch (IOException e) {
            throw UserError.failed(
                    absolute + ": " + IoReason.of(e),
                    "is the disk full, or failing? the kernel's messages (dmesg) tell",
                    e);
        }
    }

    /** As {@link Files#createDirectories}. */
    public void createDirectories(String absolute) {
        onFile(absolute, Files::createDirectories);
    }

    /** Something done to the file at a path. */
    @FunctionalInterface
    public interface FileOperation {
        void on(Path path) throws IOException;
    }
}
