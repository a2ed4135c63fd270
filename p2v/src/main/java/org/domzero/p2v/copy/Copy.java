package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.domzero.guests.archive.Meter;
import org.domzero.p2v.manifest.Difference;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryReader;
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
    private static final int NAMED = 1000;
    private static final int ROUNDS = 2;
    private static final int PHASES = 2 * ROUNDS + 1;
    /** About what tar sends for an entry, beside what is in a file. */
    private static final long HEADER = 1024;

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
            throw UserError.failed(
                    "the copy was broken off: " + e.getMessage(), "run the same command again, it goes on there", e);
        }
    }

    private CopyReport copied() throws IOException {
        Path notes = target.notes();
        Path copy = notes.resolve("copy");
        Path there = notes.resolve("source");
        Path before = notes.resolve("source-before");
        UnreadableFiles unreadable = new UnreadableFiles(notes.resolve("unreadable"));
        // Of a run that was killed.
        unreadable.discard(target, trees);
        long listed = 0;
        long files = 0;
        long bytes = 0;
        // A second round does not send again what the first had trouble with.
        Set<String> complaints = new LinkedHashSet<>();
        Remarks remarks = new Remarks(unreadable::note);
        for (int round = 1; round <= ROUNDS; round++) {
            begin(round == 1 ? "list the files there and here" : "look for what has changed meanwhile", 2 * round - 1);
            remarks = new Remarks(unreadable::note);
            listed = look(remarks, there, copy, listed);
            Batch batch = Batch.of(copy, there, trees, notes.resolve("round-" + round));
            progress.info(batch.names() + " files and directories to send, " + batch.removed() + " to remove");
            Files.deleteIfExists(copy);
            begin(round == 1 ? "send what differs" : "send what has changed", 2 * round);
            Tally tally = new Tally(progress, System::nanoTime, batch.names(), batch.bytes() + HEADER * batch.names());
            new Transfer(source, abilities, target, here, remarks).run(batch, tally);
            unreadable.discard(target, trees);
            tally.end();
            complaints.addAll(remarks.of(Remarks.Kind.OTHER));
            files += round == 1 ? batch.names() : 0;
            bytes += round == 1 ? batch.bytes() : 0;
            Files.move(there, before, StandardCopyOption.REPLACE_EXISTING);
        }
        begin("verify", PHASES);
        listed = look(remarks, there, copy, listed);
        Verification verification = new Verification(changed(before, there), remarks);
        try (EntryReader had = new EntryReader(Files.newInputStream(copy));
                EntryReader has = new EntryReader(Files.newInputStream(there))) {
            Difference.ofCopy(had, has, verification);
        }
        return new CopyReport(
                files,
                bytes,
                listed - verification.missed,
                verification.changing,
                remarks.of(Remarks.Kind.UNREADABLE),
                verification.different,
                List.copyOf(complaints));
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
        long listed = new SourceListing(source, trees, abilities.nanoseconds(), here, remarks, tally).write(there);
        target.list(trees, copy, tally);
        tally.end();
        return listed;
    }

    /** What the source changed between two looks at it. */
    private static Set<String> changed(Path before, Path now) throws IOException {
        Set<String> changed = new HashSet<>();
        try (EntryReader old = new EntryReader(Files.newInputStream(before));
                EntryReader present = new EntryReader(Files.newInputStream(now))) {
            Difference.sinceThen(old, present, new Difference.Found() {
                @Override
                public void toSend(Entry entry, @Nullable Entry instead) {
                    changed.add(entry.path());
                }

                @Override
                public void toRemove(Entry entry) {
                    changed.add(entry.path());
                }
            });
        }
        return changed;
    }

    private static final class Verification implements Difference.Found {
        private final Set<String> changed;
        private final Set<String> unreadable;
        private final List<String> changing = new ArrayList<>();
        private final List<String> different = new ArrayList<>();
        /** Of the source's. */
        private long missed;

        Verification(Set<String> changed, Remarks remarks) {
            this.changed = changed;
            this.unreadable = new HashSet<>(remarks.of(Remarks.Kind.UNREADABLE));
        }

        @Override
        public void toSend(Entry entry, @Nullable Entry instead) {
            missed++;
            sort(entry.path());
        }

        @Override
        public void toRemove(Entry entry) {
            sort(entry.path());
        }

        private void sort(String path) {
            if (!unreadable.contains(path)) {
                List<String> kind = changed.contains(path) ? changing : different;
                if (kind.size() < NAMED) {
                    kind.add(path);
                }
            }
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
