package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.domzero.p2v.manifest.Difference;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryReader;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to make a copy what the source is: names in files, which may be many.
 *
 * @param bytes of the files to be sent
 */
record Batch(List<PathList> removals, List<PathList> sent, long bytes) {
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

    private static long count(List<PathList> lists) {
        return lists.stream().mapToLong(PathList::count).sum();
    }

    /** Compares two sorted manifests. */
    static Batch of(Path copy, Path source, SourceTrees trees, Path directory) throws IOException {
        try (Collector collector = new Collector(directory, trees)) {
            try (EntryReader had = new EntryReader(Files.newInputStream(copy));
                    EntryReader has = new EntryReader(Files.newInputStream(source))) {
                Difference.ofCopy(had, has, collector);
            }
            if (!collector.linked.isEmpty()) {
                each(source, collector::sendIfLinked);
            }
            if (!collector.disturbed.isEmpty()) {
                each(source, collector::sendIfDisturbed);
            }
            return collector.batch();
        }
    }

    private interface Work {
        void on(Entry entry) throws IOException;
    }

    private static void each(Path manifest, Work work) throws IOException {
        try (EntryReader all = new EntryReader(Files.newInputStream(manifest))) {
            Entry entry;
            while ((entry = all.next()) != null) {
                work.on(entry);
            }
        }
    }

    /** A file with several names, in its file system. */
    private record Inode(SourceTree tree, long number) {}

    private static final class Collector implements Difference.Found, AutoCloseable {
        private final SourceTrees trees;
        private final PathLists removals;
        private final PathLists sent;
        /** All names of such a file have to be in one archive: sent alone, one would become a file of its own. */
        private final Set<Inode> linked = new HashSet<>();

        private final Set<Inode> counted = new HashSet<>();
        /** Directories in which something is written or removed, which moves their times. */
        private final Set<String> disturbed = new HashSet<>();

        private final Set<String> sentDirectories = new HashSet<>();
        private long bytes;

        Collector(Path directory, SourceTrees trees) throws IOException {
            this.trees = trees;
            this.removals = new PathLists(directory, "remove-", trees);
            this.sent = new PathLists(directory, "send-", trees);
        }

        @Override
        public void toSend(Entry entry, @Nullable Entry instead) throws IOException {
            if (instead != null && instead.type() != entry.type()) {
                toRemove(instead);
            }
            SourceTree tree = trees.of(entry.path());
            if (isLinked(entry)) {
                linked.add(new Inode(tree, entry.inode()));
            } else {
                send(tree, entry);
            }
        }

        void sendIfLinked(Entry entry) throws IOException {
            if (isLinked(entry)) {
                SourceTree tree = trees.of(entry.path());
                Inode inode = new Inode(tree, entry.inode());
                if (linked.contains(inode)) {
                    send(tree, entry);
                    bytes -= counted.add(inode) ? 0 : entry.content();
                }
            }
        }

        void sendIfDisturbed(Entry entry) throws IOException {
            if (entry.type() == Entry.Type.DIRECTORY
                    && disturbed.contains(entry.path())
                    && !sentDirectories.contains(entry.path())) {
                send(trees.of(entry.path()), entry);
            }
        }

        private static boolean isLinked(Entry entry) {
            return entry.type() != Entry.Type.DIRECTORY && entry.links() > 1;
        }

        private void send(SourceTree tree, Entry entry) throws IOException {
            sent.add(tree, SourceTrees.inner(tree, entry.path()));
            bytes += entry.content();
            if (entry.type() == Entry.Type.DIRECTORY) {
                sentDirectories.add(entry.path());
            } else {
                disturb(entry.path());
            }
        }

        private void disturb(String path) {
            int slash = path.lastIndexOf('/');
            if (slash > 0) {
                disturbed.add(path.substring(0, slash));
            }
        }

        @Override
        public void toRemove(Entry entry) throws IOException {
            removals.add(trees.root(), entry.path());
            disturb(entry.path());
        }

        Batch batch() throws IOException {
            return new Batch(removals.finish(), sent.finish(), bytes);
        }

        @Override
        public void close() throws IOException {
            removals.close();
            sent.close();
        }
    }
}
