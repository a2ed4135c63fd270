package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * That files are being sent, and when the last of them came. Where that was broken off, the last of what arrived is not to
 * be trusted, though it looks like the source's: attributes come after the times, and what tar there had to say of it may
 * have been lost with the connection.
 */
final class UnderWay {
    /** In seconds. Nobody is that far behind, nor does Linux keep what was written in memory that long. */
    private static final long MARGIN = 60;

    private final Path mark;
    private final InstantSource clock;
    private long told;

    /**
     * Of one round.
     *
     * @param mark a file, whose time is when the last came
     * @param clock the one that the copy's file system goes by
     */
    UnderWay(Path mark, InstantSource clock) {
        this.mark = mark;
        this.clock = clock;
    }

    void begin() throws IOException {
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
        tell(now());
    }

    /** Something has come. */
    void goesOn() throws IOException {
        long now = now();
        if (now != told) {
            tell(now);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private void tell(long now) throws IOException {
        Files.setLastModifiedTime(mark, FileTime.from(now, TimeUnit.SECONDS));
        told = now;
    }

    void end() throws IOException {
        Files.deleteIfExists(mark);
    }

    /**
     * What of the copy has changed since then came last; no time at all unless something was broken off.
     *
     * @return seconds since 1970
     */
    long doubtedFrom() throws IOException {
        return Files.exists(mark) ? Files.getLastModifiedTime(mark).to(TimeUnit.SECONDS) - MARGIN : Long.MAX_VALUE;
    }
}
