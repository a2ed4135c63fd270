package org.domzero.p2v.copy;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Files of which not everything could be read. In place of what is missing tar sends zeros: the copy has the size and the
 * times of the file, and would pass for it, also in a later run. So each is noted on the disk at once.
 */
final class UnreadableFiles {
    private final Path directory;
    private final NotedPaths noted;
    private final NotedPaths discarded;

    /** @param directory for the notes */
    UnreadableFiles(Path directory) {
        this.directory = directory;
        this.noted = new NotedPaths(directory.resolve("unreadable"));
        this.discarded = new NotedPaths(directory.resolve("unreadable-discarded"));
    }

    void note(String path) {
        noted.note(path);
    }

    /** @throws IOException when one could not be noted */
    void requireNoted() throws IOException {
        noted.requireNoted();
    }

    /** Whether none was noted since they were discarded. */
    boolean isEmpty() {
        return noted.isEmpty();
    }

    /** Takes them out of the copy; which they are stays known until the next time. */
    void discard(TargetRoot target, SourceTrees trees) throws IOException {
        discarded.forget();
        try (PathLists lists = new PathLists(directory.resolve("discard"), "remove-", trees)) {
            noted.each(path -> lists.add(trees.root(), path));
            for (PathList list : lists.finish()) {
                target.remove(list);
            }
        }
        noted.requireNoted();
        noted.movedTo(directory.resolve("unreadable-discarded"));
    }

    /** Those that were discarded the last time, and those noted since. */
    void each(NotedPaths.Work work) throws IOException {
        discarded.each(work);
        noted.each(work);
    }
}
