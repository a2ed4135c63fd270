package org.domzero.installer.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Writes a text file, with its directories.
 *
 * @param mode permissions as {@code rw-r--r--}; a file that others may not read lies in a directory that they may not
 *     enter, if the directory is new
 */
record WriteFile(String path, String content, String mode) implements Action {
    @Override
    public String summary() {
        return "write " + path;
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(path, file -> {
            Path directory = Objects.requireNonNull(file.getParent());
            if (!Files.isDirectory(directory)) {
                String directories = mode.startsWith("------", 3) ? "rwx------" : "rwxr-xr-x";
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(directories)));
            }
            // The image may have a link here, which must not be followed out of the new system.
            Files.deleteIfExists(file);
            var permissions = PosixFilePermissions.fromString(mode);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
            Files.writeString(file, content);
            Files.setPosixFilePermissions(file, permissions);
        });
    }

    /** Leaves the content out: it may hold a password's hash. */
    @Override
    public String toString() {
        return "WriteFile[" + path + ", " + mode + "]";
    }
}
