package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryReader;
import org.domzero.p2v.manifest.EntryWriter;
import org.domzero.p2v.manifest.Listing;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.UserError;

/** Lists all files of a source, as one sorted manifest. */
final class SourceListing {
    private final Source source;
    private final SourceTrees trees;
    private final boolean nanoseconds;
    private final ProgramStarter here;
    private final Remarks remarks;
    private final Tally tally;

    /**
     * Of one source.
     *
     * @param nanoseconds whether its tar(1) can send what find(1) knows of times
     * @param remarks hear what find could not read
     */
    SourceListing(
            Source source, SourceTrees trees, boolean nanoseconds, ProgramStarter here, Remarks remarks, Tally tally) {
        this.source = source;
        this.trees = trees;
        this.nanoseconds = nanoseconds;
        this.here = here;
        this.remarks = remarks;
        this.tally = tally;
    }

    /**
     * Does it.
     *
     * @return how many there are
     * @throws UserError when the list is not whole
     */
    long write(Path sorted) throws IOException {
        long count = 0;
        try (SortedManifest manifest = new SortedManifest(sorted, here)) {
            for (SourceTree tree : trees.outermostFirst()) {
                count += write(tree, manifest.entries());
            }
            manifest.finish();
        }
        return count;
    }

    private long write(SourceTree tree, EntryWriter sorted) throws IOException {
        long count = 0;
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        try (RunningProgram find = source.start(Listing.command(tree.directory()), line -> {
            if (!remarks.ofFind(tree, line)) {
                said.add(line);
            }
        })) {
            find.input().close();
            try (EntryReader entries = new EntryReader(find.output())) {
                Entry entry;
                while ((entry = entries.next()) != null) {
                    tally.files(1);
                    String path = SourceTrees.outer(tree, entry.path());
                    // What a mounted file system covers is not to be seen, its mount point included.
                    if (trees.of(path).equals(tree) && !trees.isLostAndFound(path)) {
                        sorted.write((nanoseconds ? entry : entry.inSeconds()).at(path));
                        count++;
                    }
                }
            }
            int status = find.status();
            // 1: something could not be read, and was told of; find goes on with the rest.
            if (status > 1 || (status == 1 && !said.isEmpty())) {
                throw UserError.failed(
                        "the files in " + tree.directory()
                                + " of the source could not be listed: find ended with status " + status
                                + Remarks.lastOf(said),
                        "it has to be find of GNU, as every Linux but the smallest has");
            }
        }
        return count;
    }
}
