package org.domzero.p2v.copy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.domzero.p2v.manifest.Difference;
import org.domzero.p2v.manifest.Entry;
import org.domzero.p2v.manifest.EntryReader;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to make a copy what the source is: names in files, which may be many.
 *
 * @param directory the files: the removals, and {@code send-N} for each tree, outermost first; paths of removals begin at
 *     the root, those to be sent where the tree does; each is followed by a NUL byte
 * @param removed how many paths
 * @param sent how many paths, by tree
 * @param bytes of the files to be sent
 */
record Batch(Path directory, long removed, Map<SourceTree, Long> sent, long bytes) {
    Batch {
        sent = Map.copyOf(sent);
    }

    boolean isEmpty() {
        return removed == 0 && sent.isEmpty();
    }

    long names() {
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }

    Path removals() {
        return directory.resolve("remove");
    }

    Path names(SourceTrees trees, SourceTree tree) {
        return directory.resolve("send-" + trees.outermostFirst().indexOf(tree));
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
        private final Path directory;
        private final SourceTrees trees;
        private final Map<Path, OutputStream> files = new HashMap<>();
        private final Map<SourceTree, Long> sent = new HashMap<>();
        /** All names of such a file have to be in one archive: sent alone, one would become a file of its own. */
        private final Set<Inode> linked = new HashSet<>();

        private final Set<Inode> counted = new HashSet<>();
        /** Directories in which something is written or removed, which moves their times. */
        private final Set<String> disturbed = new HashSet<>();

        private final Set<String> sentDirectories = new HashSet<>();
        private long removed;
        private long bytes;

        Collector(Path directory, SourceTrees trees) throws IOException {
            this.directory = Files.createDirectories(directory);
            this.trees = trees;
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
                    bytes -= counted.add(inode) ? 0 : entry.size();
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
            write("send-" + trees.outermostFirst().indexOf(tree), SourceTrees.inner(tree, entry.path()));
            sent.merge(tree, 1L, Long::sum);
            if (entry.type() == Entry.Type.FILE) {
                bytes += entry.size();
            }
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
            write("remove", entry.path());
            removed++;
            disturb(entry.path());
        }

        private void write(String file, String path) throws IOException {
            Path named = directory.resolve(file);
            OutputStream out = files.get(named);
            if (out == null) {
                out = new BufferedOutputStream(Files.newOutputStream(named));
                files.put(named, out);
            }
            out.write(path.getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
        }

        Batch batch() throws IOException {
            close();
            return new Batch(directory, removed, sent, bytes);
        }

        @Override
        public void close() throws IOException {
            for (OutputStream file : List.copyOf(files.values())) {
                file.close();
            }
            files.clear();
        }
    }

    /** The paths of both kinds, from the root on, as far as a list of so many has room. */
    List<String> paths(SourceTrees trees, int most) throws IOException {
        List<String> paths = new ArrayList<>();
        if (removed > 0) {
            read(removals(), most, paths);
        }
        for (SourceTree tree : trees.outermostFirst()) {
            if (sent.containsKey(tree)) {
                List<String> inner = new ArrayList<>();
                read(names(trees, tree), most - paths.size(), inner);
                inner.forEach(path -> paths.add(SourceTrees.outer(tree, path)));
            }
        }
        return paths;
    }

    private static void read(Path file, int most, List<String> paths) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String beginning = new String(in.readNBytes(1 << 20), StandardCharsets.ISO_8859_1);
            for (String path :
                    beginning.substring(0, beginning.lastIndexOf('\0') + 1).split("\0")) {
                if (paths.size() < most) {
                    paths.add(path);
                }
            }
        }
    }
}
