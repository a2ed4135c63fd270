package org.domzero.p2v.copy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.manifest.Listing;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;

/** Texts that each end in a NUL byte, on their way through sort(1) into a file, each once: as many as there may be. */
final class SortedRecords implements AutoCloseable {
    /** What does not fit goes to files beside the target. */
    private static final String MEMORY = "32M";

    private final RunningProgram sort;
    private final OutputStream out;
    private final Named said = new Named();
    private long count;

    SortedRecords(Path sorted, ProgramStarter here) {
        List<String> argv = new ArrayList<>(Listing.sort(MEMORY));
        argv.add("--unique");
        argv.add("--temporary-directory=" + sorted.getParent());
        argv.add("--output=" + sorted);
        sort = here.start(Command.of(argv), said::add);
        out = new BufferedOutputStream(sort.input(), 1 << 16);
    }

    /** @param record as bytes, each the character of that number */
    void add(String record) throws IOException {
        out.write(record.getBytes(StandardCharsets.ISO_8859_1));
        out.write(0);
        count++;
    }

    /** How many were added, equal ones too. */
    long count() {
        return count;
    }

    /** Takes them, as they are, from a stream. */
    OutputStream out() {
        return out;
    }

    /** @throws IOException when not all of it is in the file */
    void finish() throws IOException {
        IOException broken = null;
        try {
            out.close();
        } catch (IOException e) {
            broken = e;
        }
        // It knows better why the pipe broke.
        int status = sort.status();
        if (status != 0) {
            throw new IOException("sort ended with status " + status + Remarks.lastOf(said), broken);
        }
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public void close() {
        sort.close();
    }
}
