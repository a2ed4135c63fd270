package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.p2v.manifest.PathCursor;
import org.domzero.toolkit.ProgramStarter;

/** Paths, each once, in a file; however many. */
record PathSet(Path file) {
    /** What is added to one while it is made. */
    interface Contents {
        void addTo(NotedPaths.Work set) throws IOException;
    }

    static PathSet of(Path file, ProgramStarter here, Contents contents) throws IOException {
        try (SortedRecords records = new SortedRecords(file, here)) {
            contents.addTo(path -> records.add(PathCursor.record(path)));
            records.finish();
        }
        return new PathSet(file);
    }

    PathCursor cursor() throws IOException {
        return new PathCursor(Files.newInputStream(file));
    }
}
