package org.domzero.installer.boot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Supplier;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Keeps two from writing the boot partition of a host at once; the lock goes with the process. */
final class BootLock {
    static final String PATH = "/run/domzero/boot.lock";

    private BootLock() {}

    /**
     * Does something with the lock held.
     *
     * @throws UserError when another has it
     */
    static <T> T holding(Effects effects, Supplier<T> work) {
        Path path = effects.resolve(PATH);
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (isTaken(channel)) {
                    throw UserError.failed(
                            "another 'domzero boot update' is running", "run it again when that one has ended");
                }
                return work.get();
            }
        } catch (IOException e) {
            throw UserError.failed(PATH + ": " + IoReason.of(e), "run it as root", e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException byThisProcess) {
            return true;
        }
    }
}
