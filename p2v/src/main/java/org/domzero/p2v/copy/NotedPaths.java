package org.domzero.p2v.copy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.manifest.PathCursor;
import org.domzero.p2v.manifest.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * Paths that are noted on the disk at once, for this run and for the next, should this one be killed. Heard on several
 * threads.
 */
final class NotedPaths {
    private static final String RESERVE = "reserve";

    private final Path file;
    /** Of a disk that is full, say: nobody else will know of them. */
    private final List<String> lost = new ArrayList<>();

    private @Nullable IOException failure;

    interface Work {
        void on(String path) throws IOException;
    }

    NotedPaths(Path file) {
        this.file = file;
    }

    /** Where that fails, {@link #requireNoted()} tells: here nobody would hear it. */
    synchronized void note(String path) {
        // One before too: the last of a run that was killed may have none behind it.
        byte[] record = ("\0" + PathCursor.record(path) + "\0").getBytes(StandardCharsets.ISO_8859_1);
        try {
            append(record);
        } catch (IOException first) {
            try {
                Files.deleteIfExists(file.resolveSibling(RESERVE));
                append(record);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                lost.add(path);
            }
        }
    }

    private void append(byte[] record) throws IOException {
        Files.write(file, record, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
    }

    /** Keeps some room for notes when the disk is full. */
    static void reserve(Path directory) throws IOException {
        Path reserve = directory.resolve(RESERVE);
        if (!Files.exists(reserve)) {
            Files.write(reserve, new byte[1 << 18], StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
        }
    }

    synchronized boolean isEmpty() {
        return lost.isEmpty() && !Files.exists(file);
    }

    /** @throws IOException when one could not be noted */
    synchronized void requireNoted() throws IOException {
        if (failure != null) {
            throw new IOException("a file could not be noted: " + failure.getMessage(), failure);
        }
    }

    /** As they were noted, one perhaps more than once. */
    synchronized void each(Work work) throws IOException {
        each(file, work);
        for (String path : lost) {
            work.on(path);
        }
    }

    private static void each(Path file, Work work) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RecordReader records = new RecordReader(Files.newInputStream(file))) {
            String record;
            while ((record = records.next()) != null) {
                if (PathCursor.isRecord(record)) {
                    work.on(PathCursor.path(record));
                }
            }
        } catch (EOFException cut) {
            // Of a run that was killed while it noted the last one.
        }
    }

    /**
     * Moves them to the end of another list. Whoever is killed meanwhile has some on both, none on neither.
     *
     * @return that list
     */
    synchronized NotedPaths movedTo(Path other) throws IOException {
        NotedPaths moved = new NotedPaths(other);
        if (Files.exists(file)) {
            if (Files.exists(other)) {
                each(file, moved::note);
                moved.requireNoted();
                Files.delete(file);
            } else {
                Files.move(file, other);
            }
        }
        return moved;
    }

    /**
     * They are those of a set from now on, on the disk too: one or the other, whenever it is broken off.
     *
     * @param set in a file beside this one
     * @return where it is then
     */
    synchronized PathSet replacedBy(PathSet set) throws IOException {
        try (FileChannel written = FileChannel.open(set.file(), StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(set.file(), file, StandardCopyOption.ATOMIC_MOVE);
        return new PathSet(file);
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
