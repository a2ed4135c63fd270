package org.domzero.p2v.manifest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a manifest, one entry after the other. */
public final class EntryReader implements AutoCloseable {
    private final RecordReader records;

    /** @param in read in large pieces; closed with this */
    public EntryReader(InputStream in) {
        this.records = new RecordReader(in);
    }

    /**
     * The next one; null at the end.
     *
     * @throws IOException when what is there is no manifest, or ends within an entry
     */
    public @Nullable Entry next() throws IOException {
        String record = records.next();
        if (record == null) {
            return null;
        }
        try {
            return Entry.parse(record);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
