package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.domzero.p2v.manifest.EntryWriter;
import org.domzero.p2v.manifest.Listing;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;

/** A manifest on its way through sort(1) into a file. */
final class SortedManifest implements AutoCloseable {
    /** What does not fit goes to files beside the target. */
    private static final String MEMORY = "32M";

    private final RunningProgram sort;
    private final EntryWriter entries;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    SortedManifest(Path sorted, ProgramStarter here) {
        List<String> argv = new ArrayList<>(Listing.sort(MEMORY));
        argv.add("--temporary-directory=" + sorted.getParent());
        argv.add("--output=" + sorted);
        sort = here.start(Command.of(argv), said::add);
        entries = new EntryWriter(sort.input());
    }

    EntryWriter entries() {
        return entries;
    }

    /** @throws IOException when not all of it is in the file */
    void finish() throws IOException {
        entries.close();
        int status = sort.status();
        if (status != 0) {
            throw new IOException("sort ended with status " + status + Remarks.lastOf(said));
        }
    }

    @Override
    public void close() {
        sort.close();
    }
}
