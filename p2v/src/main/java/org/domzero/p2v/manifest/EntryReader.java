package org.domzero.p2v.manifest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a manifest, one entry after the other. */
public final class EntryReader implements AutoCloseable {
    private final RecordReader records;
    private String last = "";

    /** @param in read in large pieces; closed with this */
    public EntryReader(InputStream in) {
        this.records = new RecordReader(in);
    }

    /**
     * The next one; null at the end. Of a path that find(1) has met twice, as of a file that was replaced while its
     * directory was read, the first counts.
     *
     * @throws IOException when what is there is no manifest, or ends within an entry
     */
    public @Nullable Entry next() throws IOException {
        String record;
        while ((record = records.next()) != null) {
            Entry entry = Entry.read(record);
            if (!entry.path().equals(last)) {
                last = entry.path();
                return entry;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
