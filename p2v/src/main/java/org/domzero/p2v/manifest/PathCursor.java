package org.domzero.p2v.manifest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a list has a path, asked in the order of the paths: of any length, in no memory. The list is of {@link
 * #record records}, sorted as a manifest is.
 */
public final class PathCursor implements AutoCloseable {
    private final RecordReader records;
    private @Nullable String next;

    /** @param in read in large pieces; closed with this */
    public PathCursor(InputStream in) throws IOException {
        this.records = new RecordReader(in);
        this.next = read();
    }

    /** A path as it stands in such a list, without the NUL byte: so ended, paths sort as entries of a manifest do. */
    public static String record(String path) {
        return path + Entry.END_OF_PATH;
    }

    /** Whether it is one, and not what is left of one. */
    public static boolean isRecord(String record) {
        return record.endsWith(Entry.END_OF_PATH);
    }

    /** The path of a record. */
    public static String path(String record) {
        return record.substring(0, record.length() - Entry.END_OF_PATH.length());
    }

    /**
     * Whether it is there.
     *
     * @param path not before the one that was asked for last
     */
    public boolean has(String path) throws IOException {
        while (next != null && Entry.comparePaths(next, path) < 0) {
            next = read();
        }
        return path.equals(next);
    }

    private @Nullable String read() throws IOException {
        String record = records.next();
        if (record != null && !isRecord(record)) {
            throw new IOException("\"" + record + "\" is no path of a list");
        }
        return record == null ? null : path(record);
    }

    /** The next one, when all are gone through; null at the end. */
    public @Nullable String next() throws IOException {
        String found = next;
        next = read();
        return found;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
