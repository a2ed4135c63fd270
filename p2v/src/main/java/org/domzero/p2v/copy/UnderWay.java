package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryReader;

/**
 * That files are being sent. Where that was broken off, the last of what arrived is not to be trusted, though it looks like
 * the source's: attributes come after the times, and what tar there had to say of it may have been lost with the
 * connection.
 */
final class UnderWay {
    /** Nobody is that far behind. */
    private static final long SECONDS = 10;

    private final Path mark;

    UnderWay(Path mark) {
        this.mark = mark;
    }

    void begin() throws IOException {
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
    }

    void end() throws IOException {
        Files.deleteIfExists(mark);
    }

    /**
     * What was written since then came last; no time at all unless something was broken off.
     *
     * @param copy its manifest
     * @return seconds since 1970
     */
    long doubtedSince(Path copy) throws IOException {
        if (!Files.exists(mark)) {
            return Long.MAX_VALUE;
        }
        long newest = Long.MIN_VALUE;
        try (EntryReader entries = new EntryReader(Files.newInputStream(copy))) {
            Entry entry;
            while ((entry = entries.next()) != null) {
                // Those are written to by every removal.
                if (entry.type() != Entry.Type.DIRECTORY) {
                    newest = Math.max(newest, entry.changedSeconds());
                }
            }
        }
        return newest == Long.MIN_VALUE ? Long.MAX_VALUE : newest - SECONDS;
    }
}
