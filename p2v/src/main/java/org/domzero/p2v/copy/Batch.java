package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.domzero.p2v.manifest.Difference;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryReader;
import org.domzero.p2v.manifest.PathCursor;
import org.domzero.p2v.manifest.RecordReader;
import org.domzero.toolkit.ProgramStarter;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to make a copy what the source is: names in files, which may be many.
 *
 * @param bytes of the files to be sent
 * @param blocks of 512 bytes that these are as tar sends them
 */
record Batch(List<PathList> removals, List<PathList> sent, long bytes, long blocks) {
    private static final int BLOCK = 512;

    Batch {
        removals = List.copyOf(removals);
        sent = List.copyOf(sent);
    }

    long removed() {
        return count(removals);
    }

    long names() {
        return count(sent);
    }

    /**
     * About how many bytes tar sends.
     *
     * @param extended whether each file has an extended header, of two blocks mostly
     */
    long stream(boolean extended) {
        return BLOCK * (blocks + (extended ? 3 : 1) * names());
    }

    boolean isEmpty() {
        return removed() == 0 && names() == 0;
    }

    private static long count(List<PathList> lists) {
        return lists.stream().mapToLong(PathList::count).sum();
    }

    /**
     * Compares two sorted manifests.
     *
     * @param doubt what of the copy is to be sent again though it looks like the source's
     * @param directory for the names
     */
    static Batch of(
            Path copy, Path source, Difference.Doubt doubt, SourceTrees trees, Path directory, ProgramStarter here)
            throws IOException {
        try (Collector collector = new Collector(source, directory, trees, here)) {
            try (EntryReader had = new EntryReader(Files.newInputStream(copy));
                    EntryReader has = new EntryReader(Files.newInputStream(source))) {
                Difference.ofCopy(had, has, doubt, collector);
            }
            collector.sendLinked();
            collector.sendDisturbed();
            return collector.batch();
        }
    }

    private interface Work {
        void on(Entry entry) throws IOException;
    }

    /** What has to be remembered of entries is on the disk: there may be millions. */
    private static final class Collector implements Difference.Found, AutoCloseable {
        /** Of an inode and its tree, so that numbers sort as texts do. */
        private static final int DIGITS = 20;

        private final Path source;
        private final Path directory;
        private final SourceTrees trees;
        private final ProgramStarter here;
        private final PathLists removals;
        private final PathLists sent;
        /** Inodes: all names of such a file have to be in one archive; sent alone, one would become a file of its own. */
        private final SortedRecords linked;
        /** Directories in which something is written or removed, which moves their times. */
        private final SortedRecords disturbed;

        private final SortedRecords sentDirectories;
        private String lastDisturbed = "";
        private long bytes;
        private long blocks;

        Collector(Path source, Path directory, SourceTrees trees, ProgramStarter here) throws IOException {
            this.source = source;
            this.directory = Files.createDirectories(directory);
            this.trees = trees;
            this.here = here;
            this.removals = new PathLists(directory, "remove-", trees);
            this.sent = new PathLists(directory, "send-", trees);
            this.linked = records("linked");
            this.disturbed = records("disturbed");
            this.sentDirectories = records("sent-directories");
        }

        private SortedRecords records(String name) {
            return new SortedRecords(directory.resolve(name), here);
        }

        private RecordReader sorted(String name) throws IOException {
            return new RecordReader(Files.newInputStream(directory.resolve(name)));
        }

        private PathCursor paths(String name) throws IOException {
            return new PathSet(directory.resolve(name)).cursor();
        }

        private void each(Work work) throws IOException {
            try (EntryReader all = new EntryReader(Files.newInputStream(source))) {
                Entry entry;
                while ((entry = all.next()) != null) {
                    work.on(entry);
                }
            }
        }

        @Override
        public void toSend(Entry entry, @Nullable Entry instead) throws IOException {
            if (instead != null && instead.type() != entry.type()) {
                toRemove(instead);
            }
            if (isLinked(entry)) {
                linked.add(inode(entry));
            } else {
                send(entry.path(), entry.type() == Entry.Type.DIRECTORY);
                count(entry.content());
            }
        }

        private static boolean isLinked(Entry entry) {
            return entry.type() != Entry.Type.DIRECTORY && entry.links() > 1;
        }

        private String inode(Entry entry) {
            int tree = trees.outermostFirst().indexOf(trees.of(entry.path()));
            return padded(tree) + padded(entry.inode());
        }

        private static String padded(long number) {
            String digits = String.valueOf(number);
            return "0".repeat(DIGITS - digits.length()) + digits;
        }

        /** All names of the files of which one name differs. */
        void sendLinked() throws IOException {
            linked.finish();
            if (linked.count() == 0) {
                return;
            }
            try (SortedRecords all = records("links")) {
                each(entry -> {
                    if (isLinked(entry)) {
                        all.add(inode(entry) + padded(entry.content()) + entry.path());
                    }
                });
                all.finish();
            }
            try (RecordReader wanted = sorted("linked");
                    RecordReader all = sorted("links")) {
                String inode = wanted.next();
                String counted = null;
                String link;
                while (inode != null && (link = all.next()) != null) {
                    String own = link.substring(0, 2 * DIGITS);
                    while (inode != null && inode.compareTo(own) < 0) {
                        inode = wanted.next();
                    }
                    if (own.equals(inode)) {
                        send(link.substring(3 * DIGITS), false);
                        if (!own.equals(counted)) {
                            count(Long.parseLong(link.substring(2 * DIGITS, 3 * DIGITS)));
                        }
                        counted = own;
                    }
                }
            }
        }

        void sendDisturbed() throws IOException {
            disturbed.finish();
            sentDirectories.finish();
            if (disturbed.count() == 0) {
                return;
            }
            try (PathCursor moved = paths("disturbed");
                    PathCursor had = paths("sent-directories")) {
                each(entry -> {
                    if (entry.type() == Entry.Type.DIRECTORY && moved.has(entry.path()) && !had.has(entry.path())) {
                        sent.add(trees.of(entry.path()), SourceTrees.inner(trees.of(entry.path()), entry.path()));
                    }
                });
            }
        }

        private void count(long content) {
            bytes += content;
            blocks += (content + BLOCK - 1) / BLOCK;
        }

        private void send(String path, boolean isDirectory) throws IOException {
            SourceTree tree = trees.of(path);
            sent.add(tree, SourceTrees.inner(tree, path));
            if (isDirectory) {
                sentDirectories.add(PathCursor.record(path));
            } else {
                disturb(path);
            }
        }

        private void disturb(String path) throws IOException {
            int slash = path.lastIndexOf('/');
            if (slash > 0) {
                String parent = path.substring(0, slash);
                // Most come one after the other.
                if (!parent.equals(lastDisturbed)) {
                    disturbed.add(PathCursor.record(parent));
                    lastDisturbed = parent;
                }
            }
        }

        @Override
        public void toRemove(Entry entry) throws IOException {
            removals.add(trees.root(), entry.path());
            disturb(entry.path());
        }

        Batch batch() throws IOException {
            return new Batch(removals.finish(), sent.finish(), bytes, blocks);
        }

        @Override
        public void close() throws IOException {
            linked.close();
            disturbed.close();
            sentDirectories.close();
            removals.close();
            sent.close();
        }
    }
}
