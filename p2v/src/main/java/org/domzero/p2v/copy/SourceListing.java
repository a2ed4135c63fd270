package org.domzero.p2v.copy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.Listing;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** Lists all files of a source, as one sorted manifest. */
final class SourceListing {
    private final Source source;
    private final SourceTrees trees;
    private final TarAbilities abilities;
    private final ProgramStarter here;
    private final Remarks remarks;

    /**
     * Of one source.
     *
     * @param abilities whether its tar(1) can send what find(1) knows of times, and whether it has zstd
     * @param remarks hear what find could not read
     */
    SourceListing(Source source, SourceTrees trees, TarAbilities abilities, ProgramStarter here, Remarks remarks) {
        this.source = source;
        this.trees = trees;
        this.abilities = abilities;
        this.here = here;
        this.remarks = remarks;
    }

    /**
     * Does it.
     *
     * @throws UserError when the list is not whole
     * @throws IOException when it was cut off
     */
    Listed write(Path sorted, Tally tally) throws IOException {
        Listed all = null;
        try (SortedManifest manifest = new SortedManifest(sorted, here, tally)) {
            for (SourceTree tree : trees.outermostFirst()) {
                Listed listed = write(tree, manifest);
                all = all == null ? listed : all.and(listed);
            }
            manifest.finish();
        }
        return Objects.requireNonNull(all, "a system has a root");
    }

    private Listed write(SourceTree tree, SortedManifest manifest) throws IOException {
        Named said = new Named();
        AtomicBoolean explained = new AtomicBoolean();
        try (RunningProgram find = source.start(script(tree), line -> {
            if (remarks.ofFind(tree, line)) {
                explained.set(true);
            } else {
                said.add(line);
            }
        })) {
            find.input().close();
            InputStream listing = abilities.zstd() ? new Decompression(find.output(), here) : find.output();
            Listed listed;
            try {
                listed = manifest.fill(listing, entry -> wanted(tree, entry));
            } catch (EOFException cut) {
                // What has ended too soon there may know why.
                throw new IOException(cut.getMessage() + Remarks.lastOf(said), cut);
            }
            int status = listed.status(find.status());
            // 1: something could not be read, and was told of; find goes on with the rest.
            if (status > 1
                    || (status == 1 && !(explained.get() && said.excerpt().isEmpty()))) {
                throw UserError.failed(
                        "the files in " + tree.directory()
                                + " of the source could not be listed: find ended with status " + status
                                + Remarks.lastOf(said),
                        "it has to be find of GNU, as every Linux but the smallest has");
            }
            listed.requireEnd(tree.directory() + " of the source");
            return listed;
        }
    }

    private String script(SourceTree tree) {
        return Listing.command(tree.directory()) + (abilities.zstd() ? Decompression.COMPRESSING : "");
    }

    private @Nullable Entry wanted(SourceTree tree, Entry entry) {
        String path = SourceTrees.outer(tree, entry.path());
        // What a mounted file system covers is not to be seen, its mount point included.
        if (!trees.of(path).equals(tree) || trees.isLostAndFound(path) || TargetRoot.isNote(path)) {
            return null;
        }
        return (abilities.nanoseconds() ? entry : entry.inSeconds()).at(path);
    }
}
