package org.domzero.iso;

import java.nio.file.Path;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.plan.Effects;

/**
 * What every step of a build needs to know.
 *
 * @param archive where packages come from
 * @param releases digests of the archive's signed indexes, or what stands for them when it cannot be reached
 * @param asRoot whether the build runs as root
 */
record BuildContext(Archive archive, List<String> releases, boolean asRoot, Effects effects) {
    CommandResult run(Command command) {
        return effects.commands().run(command);
    }

    /** Packs a directory as a squashfs image that belongs to root. */
    void pack(Path directory, Path image) {
        run(Command.of(
                "mksquashfs",
                directory.toString(),
                image.toString(),
                "-all-root",
                "-noappend",
                "-no-progress",
                "-comp",
                "zstd",
                "-Xcompression-level",
                "9"));
    }
}
