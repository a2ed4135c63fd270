package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
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
 * <p>Both ends are listed, and what differs is sent; then a second time, for what changed meanwhile; then, unless that was
 * nothing, both are listed once more, and nothing may differ but what was changed between the last two looks at the source.
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
     * Does it, for a directory that no run has been finished for.
     *
     * @throws UserError as {@link #run(OptionalLong)}
     */
    public CopyReport run() {
        return run(OptionalLong.empty());
    }

    /**
     * Does it.
     *
     * @param asOf what the last run that was finished has reported as {@link CopyReport#asOf}; empty where there is none
     * @throws UserError when it could not be brought to its end; what was copied is kept, and the next run goes on there
     */
    public CopyReport run(OptionalLong asOf) {
        try {
            return copied(asOf);
        } catch (IOException e) {
            Meter.refuseIfInterrupted();
            if (FullDisk.isReason(e)) {
                throw FullDisk.error(e);
            }
            throw UserError.failed(
                    "the copy was broken off: " + e.getMessage(), "run the same command again, it goes on there", e);
        }
    }

    private CopyReport copied(OptionalLong recorded) throws IOException {
        Path notes = target.notes();
        Path copy = notes.resolve("copy");
        Path there = notes.resolve("source");
        Path before = notes.resolve("source-before");
        NotedPaths.reserve(notes);
        UnreadableFiles unreadable = new UnreadableFiles(notes);
        NotedPaths doubtful = new NotedPaths(notes.resolve("doubtful"));
        // Of a run that was killed.
        unreadable.discard(target, trees);
        AsOf asOf = new AsOf(notes.resolve("as-of"), recorded);
        UnderWay underWay = new UnderWay(notes.resolve("under-way"), InstantSource.system());
        long listed = 0;
        long files = 0;
        long bytes = 0;
        // What the first round had trouble with is not forgotten where the second had none.
        Named complaints = new Named();
        NotedPaths shrunk = new NotedPaths(notes.resolve("shrunk"));
        Remarks remarks = new Remarks(unreadable::note, shrunk::note, doubtful::note);
        boolean isVerified = false;
        for (int round = 1; round <= ROUNDS; round++) {
            begin(round == 1 ? "list the files there and here" : "look for what has changed meanwhile", 2 * round - 1);
            remarks = new Remarks(unreadable::note, shrunk::note, doubtful::note);
            shrunk.forget();
            Listed present = look(remarks, there, copy, listed);
            listed = present.files();
            Batch batch;
            NotedPaths again = doubtful.movedTo(notes.resolve("send-again"));
            long arrived = underWay.doubtedFrom();
            Path last = round == 1 ? null : before;
            // On the disk, since another break may come before all of them are sent, and these look like the source's.
            PathSet noted = again.replacedBy(PathSet.of(notes.resolve("doubted"), here, set -> {
                again.each(set);
                if (arrived != Long.MAX_VALUE) {
                    findArrivedFrom(arrived, copy, set);
                }
                if (last != null) {
                    findChanged(last, there, set);
                }
            }));
            // Of the first list of this run no clock need tell what has changed since.
            long changed = round == 1 ? asOf.doubtedFrom(present) : Long.MAX_VALUE;
            if (changed == Long.MIN_VALUE) {
                progress.info("the machine's clock was set back since the last copy: everything is sent again");
            }
            asOf.begin(present);
            try (PathCursor doubted = noted.cursor()) {
                batch = Batch.of(
                        copy,
                        there,
                        (had, has) -> doubted.has(had.path()) || has.changedSeconds() >= changed,
                        trees,
                        notes.resolve("round-" + round),
                        here);
            }
            progress.info(batch.names() + " files and directories to send, " + batch.removed() + " to remove");
            // Nothing differs, and nothing is doubted: a third look would be for the same.
            isVerified = round == ROUNDS && batch.isEmpty() && unreadable.isEmpty();
            if (!isVerified) {
                Files.deleteIfExists(copy);
            }
            begin(round == 1 ? "send what differs" : "send what has changed", 2 * round);
            Tally tally = new Tally(progress, System::nanoTime, batch.names(), batch.stream(abilities.nanoseconds()));
            tally.begin();
            underWay.begin();
            try {
                Transfer.Noting noting = () -> {
                    unreadable.requireNoted();
                    doubtful.requireNoted();
                };
                new Transfer(source, abilities, target, here, remarks, underWay, noting).run(batch, tally);
            } catch (IOException broken) {
                // It may have been broken off for that.
                doubtful.requireNoted();
                throw broken;
            } finally {
                unreadable.discard(target, trees);
            }
            doubtful.requireNoted();
            shrunk.requireNoted();
            again.forget();
            underWay.end();
            asOf.move(present);
            tally.end();
            if (round < ROUNDS) {
                complaints.addAll(remarks.of(Remarks.Kind.OTHER));
            }
            files += round == 1 ? batch.names() : 0;
            bytes += round == 1 ? batch.bytes() : 0;
            if (!isVerified) {
                Files.move(there, before, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        begin("verify", PHASES);
        if (!isVerified) {
            listed = look(remarks, there, copy, listed).files();
        }
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
                PathCursor written = doubted.cursor();
                PathCursor meanwhile = changed.cursor()) {
            // What was written to after it was sent may look the same.
            Difference.ofCopy(
                    had, has, (old, present) -> written.has(old.path()) || meanwhile.has(old.path()), verification);
            Named unreadableOnes = new Named();
            PathSet cut = PathSet.of(notes.resolve("cut"), here, shrunk::each);
            PathSet resized = PathSet.of(notes.resolve("resized"), here, set -> {
                if (!shrunk.isEmpty()) {
                    findChanged(before, there, Copy::isResized, set);
                }
            });
            sortOut(unread, cut, resized, unreadableOnes, verification.changing);
            return new CopyReport(
                    files,
                    bytes,
                    listed - verification.missed,
                    verification.changing.excerpt(),
                    unreadableOnes.excerpt(),
                    verification.different.excerpt(),
                    complaints.excerpt(),
                    asOf.time());
        }
    }

    private void begin(String title, int number) {
        progress.on(new ProgressEvent.Phase(title, number, PHASES));
    }

    /**
     * Lists both.
     *
     * @param last how many files the source had the last time; 0 the first time
     * @return what it has
     */
    private Listed look(Remarks remarks, Path there, Path copy, long last) throws IOException {
        Tally tally = new Tally(progress, System::nanoTime, 2 * last, 0);
        // Of an earlier run.
        Files.deleteIfExists(there);
        Files.deleteIfExists(copy);
        try (Beside ours = new Beside("list of the copy", () -> target.list(trees, copy, tally))) {
            Listed listed = new SourceListing(source, trees, abilities, here, remarks).write(there, tally);
            ours.requireEnded();
            tally.end();
            return listed;
        }
    }

    /** What has come since a time by the clock here. */
    private static void findArrivedFrom(long time, Path copy, NotedPaths.Work arrived) throws IOException {
        try (EntryReader entries = new EntryReader(Files.newInputStream(copy))) {
            Entry entry;
            while ((entry = entries.next()) != null) {
                if (entry.changedSeconds() >= time) {
                    arrived.on(entry.path());
                }
            }
        }
    }

    private interface Change {
        /** @param had null for what was not there */
        boolean counts(Entry has, @Nullable Entry had);
    }

    /** Whether it is as long as it was, if it is the same file at all. */
    private static boolean isResized(Entry has, @Nullable Entry had) {
        return had == null || has.size() != had.size() || has.inode() != had.inode();
    }

    /** All that the source changed between two looks at it. */
    private static void findChanged(Path before, Path now, NotedPaths.Work changed) throws IOException {
        findChanged(before, now, (has, had) -> true, changed);
    }

    /** What was taken away between two looks at the source, and those of the other changes that count. */
    private static void findChanged(Path before, Path now, Change change, NotedPaths.Work changed) throws IOException {
        try (EntryReader old = new EntryReader(Files.newInputStream(before));
                EntryReader present = new EntryReader(Files.newInputStream(now))) {
            Difference.sinceThen(old, present, new Difference.Found() {
                @Override
                public void toSend(Entry entry, @Nullable Entry instead) throws IOException {
                    if (change.counts(entry, instead)) {
                        changed.on(entry.path());
                    }
                }

                @Override
                public void toRemove(Entry entry) throws IOException {
                    changed.on(entry.path());
                }
            });
        }
    }

    /**
     * What has ended too soon and has another length now has shrunk. What has not could not be read: who writes into the
     * middle of it, as a database does, does not shorten it.
     */
    private static void sortOut(PathSet unread, PathSet cut, PathSet resized, Named unreadable, Named changing)
            throws IOException {
        try (PathCursor all = unread.cursor();
                PathCursor shrunk = cut.cursor();
                PathCursor otherLength = resized.cursor()) {
            String path;
            while ((path = all.next()) != null) {
                boolean isCut = shrunk.has(path) && otherLength.has(path);
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

    /**
     * Takes away what was noted, or what whoever ran the guest has put there: the directory is nothing but the copy then, and
     * the next run starts anew.
     */
    public void forget() {
        if (!Files.exists(directory.resolve(TargetRoot.NOTES), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
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
