package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.guests.archive.Meter;
import org.domzero.p2v.manifest.Difference;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryReader;
import org.domzero.p2v.manifest.PathCursor;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;

/**
 * Makes a directory what a source is, whatever of it was there before: an interrupted run is taken up, and a later one
 * brings what has changed.
 *
 * <p>Both ends are listed, and what differs is sent; then a second time, for what changed meanwhile; then both are listed
 * once more, and nothing may differ but what was changed between the last two looks at the source.
 */
public final class Copy {
    private static final int ROUNDS = 2;
    private static final int PHASES = 2 * ROUNDS + 1;

    private final Source source;
    private final SourceTrees trees;
    private final TarAbilities abilities;
    private final TargetRoot target;
    private final Path directory;
    private final ProgramStarter here;
    private final Progress progress;

    /** @param directory what becomes the root of the copy, on a file system of its own */
    public Copy(
            Source source,
            List<SourceTree> trees,
            TarAbilities abilities,
            Path directory,
            ProgramStarter here,
            Progress progress) {
        this.source = source;
        this.trees = new SourceTrees(trees);
        this.abilities = abilities;
        this.target = new TargetRoot(directory, here);
        this.directory = directory;
        this.here = here;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @throws UserError when it could not be brought to its end; what was copied is kept, and the next run goes on there
     */
    public CopyReport run() {
        try {
            return copied();
        } catch (IOException e) {
            Meter.refuseIfInterrupted();
            if (FullDisk.isReason(e)) {
                throw FullDisk.error(e);
            }
            throw UserError.failed(
                    "the copy was broken off: " + e.getMessage(), "run the same command again, it goes on there", e);
        }
    }

    private CopyReport copied() throws IOException {
        Path notes = target.notes();
        Path copy = notes.resolve("copy");
        Path there = notes.resolve("source");
        Path before = notes.resolve("source-before");
        NotedPaths.reserve(notes);
        UnreadableFiles unreadable = new UnreadableFiles(notes);
        NotedPaths doubtful = new NotedPaths(notes.resolve("doubtful"));
        // Of a run that was killed.
        unreadable.discard(target, trees);
        long listed = 0;
        long files = 0;
        long bytes = 0;
        // What the first round had trouble with is not forgotten where the second had none.
        Named complaints = new Named();
        NotedPaths shrunk = new NotedPaths(notes.resolve("shrunk"));
        Remarks remarks = new Remarks(unreadable::note, shrunk::note, doubtful::note);
        for (int round = 1; round <= ROUNDS; round++) {
            begin(round == 1 ? "list the files there and here" : "look for what has changed meanwhile", 2 * round - 1);
            remarks = new Remarks(unreadable::note, shrunk::note, doubtful::note);
            shrunk.forget();
            listed = look(remarks, there, copy, listed);
            Batch batch;
            NotedPaths again = doubtful.movedTo(notes.resolve("send-again"));
            UnderWay underWay = new UnderWay(notes.resolve("under-way"));
            long since = underWay.doubtedSince(copy);
            try (PathCursor noted =
                    PathSet.of(notes.resolve("doubted"), here, again::each).cursor()) {
                batch = Batch.of(
                        copy,
                        there,
                        entry -> noted.has(entry.path()) || entry.changedSeconds() >= since,
                        trees,
                        notes.resolve("round-" + round),
                        here);
            }
            progress.info(batch.names() + " files and directories to send, " + batch.removed() + " to remove");
            Files.deleteIfExists(copy);
            begin(round == 1 ? "send what differs" : "send what has changed", 2 * round);
            Tally tally = new Tally(progress, System::nanoTime, batch.names(), batch.stream(abilities.nanoseconds()));
            tally.begin();
            underWay.begin();
            try {
                new Transfer(source, abilities, target, here, remarks, unreadable::hasFailed).run(batch, tally);
            } finally {
                unreadable.discard(target, trees);
            }
            doubtful.requireNoted();
            shrunk.requireNoted();
            again.forget();
            underWay.end();
            tally.end();
            if (round < ROUNDS) {
                complaints.addAll(remarks.of(Remarks.Kind.OTHER));
            }
            files += round == 1 ? batch.names() : 0;
            bytes += round == 1 ? batch.bytes() : 0;
            Files.move(there, before, StandardCopyOption.REPLACE_EXISTING);
        }
        begin("verify", PHASES);
        listed = look(remarks, there, copy, listed);
        complaints.addAll(remarks.of(Remarks.Kind.OTHER));
        PathSet changed = PathSet.of(notes.resolve("changed"), here, set -> findChanged(before, there, set));
        PathSet unread = PathSet.of(notes.resolve("not-read"), here, unreadable::each);
        // Directories that a file was taken out of have another time.
        PathSet taken = PathSet.of(
                notes.resolve("taken-from"),
                here,
                set -> unreadable.each(path -> set.on(path.substring(0, Math.max(1, path.lastIndexOf('/'))))));
        PathSet doubted = PathSet.of(notes.resolve("doubted"), here, doubtful::each);
        try (EntryReader had = new EntryReader(Files.newInputStream(copy));
                EntryReader has = new EntryReader(Files.newInputStream(there));
                Verification verification = new Verification(changed, unread, taken, doubted);
                PathCursor written = doubted.cursor()) {
            Difference.ofCopy(had, has, entry -> written.has(entry.path()), verification);
            Named unreadableOnes = new Named();
            PathSet cut = PathSet.of(notes.resolve("cut"), here, shrunk::each);
            sortOut(unread, cut, changed, unreadableOnes, verification.changing);
            return new CopyReport(
                    files,
                    bytes,
                    listed - verification.missed,
                    verification.changing.excerpt(),
                    unreadableOnes.excerpt(),
                    verification.different.excerpt(),
                    complaints.excerpt());
        }
    }

    private void begin(String title, int number) {
        progress.on(new ProgressEvent.Phase(title, number, PHASES));
    }

    /**
     * Lists both.
     *
     * @param last how many files the source had the last time; 0 the first time
     * @return how many it has
     */
    private long look(Remarks remarks, Path there, Path copy, long last) throws IOException {
        Tally tally = new Tally(progress, System::nanoTime, 2 * last, 0);
        long listed = new SourceListing(source, trees, abilities.nanoseconds(), here, remarks).write(there, tally);
        target.list(trees, copy, tally);
        tally.end();
        return listed;
    }

    /** What the source changed between two looks at it. */
    private static void findChanged(Path before, Path now, NotedPaths.Work changed) throws IOException {
        try (EntryReader old = new EntryReader(Files.newInputStream(before));
                EntryReader present = new EntryReader(Files.newInputStream(now))) {
            Difference.sinceThen(old, present, new Difference.Found() {
                @Override
                public void toSend(Entry entry, @Nullable Entry instead) throws IOException {
                    changed.on(entry.path());
                }

                @Override
                public void toRemove(Entry entry) throws IOException {
                    changed.on(entry.path());
                }
            });
        }
    }

    /** What has ended too soon and was written to has shrunk; what nobody has written to could not be read. */
    private static void sortOut(PathSet unread, PathSet cut, PathSet changed, Named unreadable, Named changing)
            throws IOException {
        try (PathCursor all = unread.cursor();
                PathCursor shrunk = cut.cursor();
                PathCursor writtenTo = changed.cursor()) {
            String path;
            while ((path = all.next()) != null) {
                boolean isCut = shrunk.has(path) && writtenTo.has(path);
                (isCut ? changing : unreadable).add(path);
            }
        }
    }

    private static final class Verification implements Difference.Found, AutoCloseable {
        private final PathCursor changed;
        private final PathCursor unreadable;
        private final PathCursor taken;
        private final PathCursor doubted;
        private final Named changing = new Named();
        private final Named different = new Named();
        /** Of the source's. */
        private long missed;

        Verification(PathSet changed, PathSet unreadable, PathSet taken, PathSet doubted) throws IOException {
            this.changed = changed.cursor();
            this.unreadable = unreadable.cursor();
            this.taken = taken.cursor();
            this.doubted = doubted.cursor();
        }

        @Override
        public void toSend(Entry entry, @Nullable Entry instead) throws IOException {
            missed++;
            boolean isTakenFrom = entry.type() == Entry.Type.DIRECTORY && instead != null && taken.has(entry.path());
            if (!isTakenFrom) {
                sort(entry.path());
            }
        }

        @Override
        public void toRemove(Entry entry) throws IOException {
            sort(entry.path());
        }

        private void sort(String path) throws IOException {
            if (!unreadable.has(path)) {
                (changed.has(path) || doubted.has(path) ? changing : different).add(path);
            }
        }

        @Override
        public void close() throws IOException {
            changed.close();
            unreadable.close();
            taken.close();
            doubted.close();
        }
    }

    /** Takes away what was noted: the directory is nothing but the copy then, and the next run starts anew. */
    public void forget() {
        try {
            FileTime time = Files.getLastModifiedTime(directory);
            try (Stream<Path> notes = Files.walk(directory.resolve(TargetRoot.NOTES))) {
                for (Path note : notes.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(note);
                }
            }
            Files.setLastModifiedTime(directory, time);
        } catch (IOException e) {
            throw UserError.failed(
                    "what was noted of the copy cannot be removed: " + e.getMessage(), "is the disk failing?", e);
        }
    }
}
