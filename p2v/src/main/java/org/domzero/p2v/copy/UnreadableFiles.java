package org.domzero.p2v.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files of which not everything could be read. In place of what is missing tar sends zeros: the copy has the size and the
 * times of the file, and would pass for it, also in a later run. So each is noted on the disk at once.
 */
final class UnreadableFiles {
    private final Path noted;

    UnreadableFiles(Path noted) {
        this.noted = noted;
    }

    void note(String path) {
        try {
            Files.write(
                    noted,
                    (path + "\0").getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes them out of the copy. */
    void discard(TargetRoot target, SourceTrees trees) throws IOException {
        if (Files.exists(noted)) {
            try (PathLists lists = new PathLists(noted.resolveSibling("discard"), "remove-", trees)) {
                for (String path :
                        Files.readString(noted, StandardCharsets.ISO_8859_1).split("\0")) {
                    lists.add(trees.root(), path);
                }
                for (PathList list : lists.finish()) {
                    target.remove(list);
                }
            }
            Files.delete(noted);
        }
    }
}
