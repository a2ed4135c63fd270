package org.domzero.guests.vm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Held while something is done to a guest, so that two commands at once do not undo each other's work. */
final class GuestLock {
    private static final String DIRECTORY = "/run/domzero/guests";

    private GuestLock() {}

    /**
     * Does something while no other command can.
     *
     * @throws UserError at once when another command is at work
     */
    static void holding(String name, Effects effects, Runnable work) {
        // A definition that was written by hand may have any name.
        Path file = effects.resolve(DIRECTORY + "/" + name.replaceAll("[^A-Za-z0-9._-]", "_") + ".lock");
        // The file stays: who waits for a lock on a removed file would wait beside those who lock the next one.
        try (FileChannel channel = open(file)) {
            if (!isMine(channel)) {
                throw UserError.failed(
                        "another domzero command is at work on " + name, "wait until it has ended, then try again");
            }
            work.run();
        } catch (IOException e) {
            throw UserError.failed(file + " cannot be locked: " + IoReason.of(e), "run this as root", e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** The lock goes with the channel. */
    private static boolean isMine(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }
}
