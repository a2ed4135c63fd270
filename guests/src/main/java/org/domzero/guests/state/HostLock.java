package org.domzero.guests.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Held while something of a host is changed, so that two commands at once do not undo each other's work. */
public final class HostLock {
    private static final String DIRECTORY = "/run/domzero";
    private static final long PAUSE_MILLIS = 200;

    private HostLock() {}

    /**
     * Does something to a guest while no other command can.
     *
     * @throws UserError at once when another command is at work on it
     */
    public static void ofGuest(String name, Effects effects, Runnable work) {
        // A definition that was written by hand may have any name.
        holding(
                "guests/" + name.replaceAll("[^A-Za-z0-9._-]", "_"),
                effects,
                () -> {
                    work.run();
                    return name;
                },
                () -> {
                    throw UserError.failed(
                            "another domzero command is at work on " + name, "wait until it has ended, then try again");
                });
    }

    /**
     * Works on the disks of the machine that this system was booted on while no other command can.
     *
     * @throws UserError at once when another command is at it, as on another console
     */
    public static <T> T ofDisks(Effects effects, Supplier<T> work) {
        return holding("disks", effects, work, () -> {
            throw UserError.failed(
                    "another domzero command is at work on this machine's disks", "is it on another console?");
        });
    }

    /** Changes what repositories there are while no other command can; waits for one that is at it. */
    public static <T> T ofRepositories(Effects effects, Supplier<T> work) {
        AtomicBoolean told = new AtomicBoolean();
        return holding("repositories", effects, work, () -> {
            if (!told.getAndSet(true)) {
                effects.progress().info("waiting for another domzero command that changes repositories");
            }
            pause();
        });
    }

    /** @param taken what to do each time that the lock is another's */
    private static <T> T holding(String what, Effects effects, Supplier<T> work, Runnable taken) {
        Path file = effects.resolve(DIRECTORY + "/" + what + ".lock");
        // The file stays: who waits for a lock on a removed file would wait beside those who lock the next one.
        try (FileChannel channel = open(file)) {
            while (!isMine(channel)) {
                taken.run();
            }
            return work.get();
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

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while waiting for another command", "run it again", e);
        }
    }
}
