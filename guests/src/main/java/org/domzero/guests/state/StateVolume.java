package org.domzero.guests.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/** The volume {@code domzero-state}, where it is mounted on a host: what a repository that moves brings along. */
public final class StateVolume {
    /** Where it is mounted. */
    public static final String MOUNT = "/var/lib/domzero";

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs", "overlay");

    private StateVolume() {}

    /**
     * Makes sure that it is mounted.
     *
     * @throws UserError when it is not: what is written below its mount point is lost with the slot
     */
    public static void require(Effects effects) {
        if (!effects.commands().tryRun(Command.of("mountpoint", "-q", MOUNT)).succeeded()) {
            throw UserError.failed(
                    MOUNT + " is not mounted: it holds what is known of repositories and guests",
                    "on a domzero host, 'mount " + MOUNT + "' mounts it, and says why if it cannot; elsewhere this"
                            + " command has nothing to work on");
        }
    }

    /** The files of a directory of it that end so, sorted; none where there is no such directory. */
    public static List<Path> files(Effects effects, String directory, String ending) {
        Path path = effects.resolve(directory);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> Objects.requireNonNull(file.getFileName())
                            .toString()
                            .endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.failed(directory + " cannot be read: " + e.getMessage(), "run this as root", e);
        }
    }

    /** What is in one of these files. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw UserError.failed(file + " cannot be read: " + IoReason.of(e), "run this as root", e);
        }
    }

    /** Writes a file as a whole or not at all, also when the machine's power fails. */
    public static void write(Effects effects, String file, byte[] content) {
        effects.onFile(file, path -> {
            Path directory = Objects.requireNonNull(path.getParent());
            Files.createDirectories(directory);
            Path written = Files.createTempFile(directory, ".new-", null);
            try {
                try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE);
                        OutputStream out = Channels.newOutputStream(channel)) {
                    out.write(content);
                    channel.force(true);
                }
                Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
            try (FileChannel renamed = FileChannel.open(directory, StandardOpenOption.READ)) {
                renamed.force(true);
            }
        });
    }

    /** Removes a file, if it is there. */
    public static void remove(Effects effects, String file) {
        effects.onFile(file, Files::deleteIfExists);
    }

    /**
     * The absolute path of a directory that a user names, without links in it.
     *
     * @throws UserError when there is none
     */
    public static String directory(Effects effects, String named) {
        Path path = effects.resolve(Path.of(named).toAbsolutePath().normalize().toString());
        try {
            if (Files.isDirectory(path)) {
                return "/" + effects.root().toRealPath().relativize(path.toRealPath());
            }
        } catch (IOException e) {
            throw UserError.failed(named + " cannot be read: " + e.getMessage(), "run this as root", e);
        }
        throw UserError.usage("there is no directory " + named, "make it, or mount it, first");
    }

    /**
     * Why what is put into a directory would not last, in words that follow its name; null when it does: it is not on
     * the slot that runs, which an upgrade puts another one in place of, nor in memory, nor where domzero keeps its own.
     */
    public static @Nullable String whyNotLasting(Effects effects, String directory) {
        try {
            FileStore store = Files.getFileStore(effects.resolve(directory));
            if (store.equals(Files.getFileStore(effects.resolve("/")))) {
                return "is on the slot that dom0 runs from, and gone when dom0 is replaced";
            }
            if (IN_MEMORY.contains(store.type())) {
                return "is in memory, and gone with the next restart";
            }
        } catch (IOException e) {
            throw UserError.failed(directory + " cannot be read: " + e.getMessage(), "run this as root", e);
        }
        return Path.of(directory).startsWith(MOUNT) || Path.of(directory).startsWith("/boot")
                ? "is where domzero keeps its own"
                : null;
    }
}
