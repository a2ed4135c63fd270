package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Of what time the copy is, by the source's clock: what the source has changed from then on may not be in it, though it has
 * the old size and the old times, as where only attributes were set. The time of an inode's change tells, which nobody can
 * set: not the copy's, but that in the list of the source. Both times are the source's, so it does not matter what clock is
 * here. Noted on the disk, for runs that are broken off.
 */
final class AsOf {
    /** In seconds. Times on a FAT are of two of them, and a clock may be put right by some. */
    private static final long MARGIN = 60;

    private final Path file;
    private OptionalLong time;

    /** @param recorded of the last copy that was finished; what a run since has noted is preferred */
    AsOf(Path file, OptionalLong recorded) throws IOException {
        this.file = file;
        this.time = Files.exists(file) ? OptionalLong.of(read(file)) : recorded;
    }

    private static long read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException damaged) {
            throw new IOException(file + " has no time: \"" + text + "\"", damaged);
        }
    }

    /** Seconds since 1970; empty where nobody knows. */
    OptionalLong time() {
        return time;
    }

    /** From a list on, before anything that is in it was sent. */
    void begin(Listed listed) throws IOException {
        if (time.isEmpty()) {
            move(listed);
        }
    }

    /** All that differed in a list was sent. */
    void move(Listed listed) throws IOException {
        OptionalLong from = listed.changesFrom();
        if (from.isEmpty()) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                next,
                String.valueOf(from.getAsLong()),
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        time = from;
    }

    /** Whether the source's clock was set back since: then no time tells anything. */
    private boolean isAhead(Listed now) {
        return time.isPresent() && now.begun().isPresent() && now.begun().getAsLong() < time.getAsLong();
    }

    /** From which time of change on entries of the source are to be sent again. */
    long doubtedFrom(Listed now) {
        if (time.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return isAhead(now) ? Long.MIN_VALUE : time.getAsLong() - MARGIN;
    }
}
