package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.plan.Effects;

/**
 * What every step of a build needs to know.
 *
 * @param archive where packages come from
 * @param releases what the archive holds, and the date that everything in the medium carries
 * @param apt for this build only
 * @param asRoot whether the build runs as root
 */
record BuildContext(Archive archive, Releases releases, AptSettings apt, boolean asRoot, Effects effects) {
    /**
     * A command that takes the releases' date for the present, and no time zone: with the variable that
     * reproducible-builds.org specifies, which mmdebstrap, mkinitramfs, mksquashfs, xorriso and mtools know.
     */
    Command dated(List<String> argv) {
        List<String> all = new ArrayList<>(List.of("env", "TZ=UTC", "SOURCE_DATE_EPOCH=" + releases.epoch()));
        all.addAll(argv);
        return Command.of(all);
    }

    /**
     * Installs packages.
     *
     * @param asked those of them that the user asked for
     * @param making the directory of the cache that they are installed for
     */
    void bootstrap(Bootstrap bootstrap, List<String> asked, Path making) throws IOException {
        try (Scratch scratch = Scratch.create(making, effects.commands())) {
            CommandResult result = effects.commands().tryRun(bootstrap.command(this, scratch.directory()));
            if (!result.succeeded()) {
                throw BootstrapFailure.of(result, archive, asked);
            }
        }
    }

    /**
     * A command run as root, or as what a user namespace takes for root. What it writes can be read outside, whatever
     * the umask here.
     */
    List<String> privileged(List<String> argv) {
        List<String> all = new ArrayList<>();
        if (!asRoot) {
            all.addAll(List.of("mmdebstrap", "--unshare-helper"));
        }
        all.addAll(List.of("sh", "-c", "umask 022 && exec \"$@\"", "sh"));
        all.addAll(argv);
        return all;
    }

    CommandResult run(Command command) {
        return effects.commands().run(command);
    }

    /** Packs a directory as a squashfs image that belongs to root and in which everything has the releases' date. */
    void pack(Path directory, Path image) {
        run(Command.of(
                "mksquashfs",
                directory.toString(),
                image.toString(),
                "-all-root",
                "-noappend",
                "-no-progress",
                "-mkfs-time",
                releases.epoch(),
                "-all-time",
                releases.epoch(),
                "-comp",
                "zstd",
                "-Xcompression-level",
                "9"));
    }
}
