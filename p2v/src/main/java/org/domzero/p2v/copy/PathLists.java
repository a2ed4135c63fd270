package org.domzero.p2v.copy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes paths, which may be many, into files, one for each directory that they begin at. */
final class PathLists implements AutoCloseable {
    private static final int OPEN = 16;

    private final Path directory;
    private final String prefix;
    private final SourceTrees trees;
    private final Map<Base, Growing> lists = new LinkedHashMap<>();

    /** Those that are written to; deep directories may be many. */
    private final Deque<Growing> open = new ArrayDeque<>();

    private static final class Growing {
        private final Path file;
        private @Nullable OutputStream out;
        private long count;

        Growing(Path file) {
            this.file = file;
        }
    }

    /** @param prefix of the files' names */
    PathLists(Path directory, String prefix, SourceTrees trees) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.prefix = prefix;
        this.trees = trees;
    }

    /** @param path of the tree, as {@code ./usr/bin}; a character is a byte */
    void add(SourceTree tree, String path) throws IOException {
        Base base = Base.of(tree, path);
        Growing list = lists.get(base);
        if (list == null) {
            list = new Growing(directory.resolve(prefix + lists.size()));
            lists.put(base, list);
        }
        OutputStream out = out(list);
        out.write(base.inner(path).getBytes(StandardCharsets.ISO_8859_1));
        out.write(0);
        list.count++;
    }

    private OutputStream out(Growing list) throws IOException {
        OutputStream out = list.out;
        if (out == null) {
            if (open.size() == OPEN) {
                close(open.removeFirst());
            }
            out = new BufferedOutputStream(Files.newOutputStream(
                    list.file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    list.count == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND));
            list.out = out;
            open.addLast(list);
        }
        return out;
    }

    private static void close(Growing list) throws IOException {
        OutputStream out = list.out;
        list.out = null;
        if (out != null) {
            out.close();
        }
    }

    /**
     * They are complete then. Those of inner trees come first: making the directory that one is mounted on moves the time of
     * the one around it, which the outer tree puts right if it is sent. Of each tree those of less deep directories come first.
     */
    List<PathList> finish() throws IOException {
        close();
        return lists.entrySet().stream()
                .map(list -> new PathList(list.getKey(), list.getValue().file, list.getValue().count))
                .sorted(Comparator.comparing((PathList list) ->
                                -trees.outermostFirst().indexOf(list.base().tree()))
                        .thenComparing(list -> list.base().steps().size()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            close(open.removeFirst());
        }
    }
}
