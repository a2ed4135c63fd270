package org.domzero.p2v.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryWriter;
import org.domzero.p2v.manifest.ListingReader;
import org.domzero.toolkit.ProgramStarter;
import org.jspecify.annotations.Nullable;

/** A manifest that is filled by find(1), one or several, and sorted. */
final class SortedManifest implements AutoCloseable {
    private final SortedRecords records;
    private final EntryWriter entries;
    private final Tally tally;

    /** Which entries are wanted, and as what. */
    interface Choice {
        /** Null when it is not wanted. */
        @Nullable
        Entry of(Entry found);
    }

    /** @param tally counts what is found */
    SortedManifest(Path sorted, ProgramStarter here, Tally tally) {
        this.records = new SortedRecords(sorted, here);
        this.entries = new EntryWriter(records.out());
        this.tally = tally;
    }

    /**
     * Takes all that one finds; how it has ended is then to be asked.
     *
     * @param listing its output; closed
     * @return with the number of those that were wanted
     */
    Listed fill(InputStream listing, Choice choice) throws IOException {
        long count = 0;
        long newest = Long.MIN_VALUE;
        try (ListingReader found = new ListingReader(listing)) {
            Entry entry;
            while ((entry = found.next()) != null) {
                tally.files(1);
                newest = Math.max(newest, entry.changedSeconds());
                Entry wanted = choice.of(entry);
                if (wanted != null) {
                    write(wanted);
                    count++;
                }
            }
            return new Listed(count, found.begun(), newest, found.ended());
        }
    }

    private void write(Entry entry) throws IOException {
        try {
            entries.write(entry);
        } catch (IOException broken) {
            records.finish();
            throw broken;
        }
    }

    /** @throws IOException when not all of it is in the file */
    void finish() throws IOException {
        try {
            entries.close();
        } finally {
            records.finish();
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
