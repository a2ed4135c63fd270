package org.domzero.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Directories that took long to make, each named by what it is and by a digest of everything that went into it.
 *
 * <p>A directory is made beside its place and renamed when it is complete: an interrupted build leaves nothing that a
 * later one could take for whole. The three most recent of each kind are kept.
 */
final class ImageCache {
    private static final int KEPT = 3;
    private static final String MAKING = "making-";

    private final Path root;

    ImageCache(Path root) {
        this.root = root;
    }

    /** Fills a directory that is new and empty. */
    @FunctionalInterface
    interface Recipe {
        void make(Path directory) throws IOException;
    }

    /** The directory for these ingredients, made by the recipe if it is not there yet. */
    Path get(String kind, List<String> ingredients, Recipe recipe) {
        String key = Sha256.of(String.join("\0", ingredients).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16);
        Path finished = root.resolve(kind + "-" + key);
        try {
            if (Files.isDirectory(finished)) {
                Files.setLastModifiedTime(finished, FileTime.from(Instant.now()));
                return finished;
            }
            Files.createDirectories(root);
            Path making = Files.createTempDirectory(root, MAKING + kind + "-");
            try {
                recipe.make(making);
                moveIntoPlace(making, finished);
            } finally {
                delete(making);
            }
            prune(kind, finished);
            removeAbandoned();
            return finished;
        } catch (IOException e) {
            throw UserError.failed(
                    root + ": " + IoReason.of(e),
                    "the cache needs about 2 GiB of free space; --cache puts it elsewhere",
                    e);
        }
    }

    private static void moveIntoPlace(Path making, Path finished) throws IOException {
        try {
            Files.move(making, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            if (!Files.isDirectory(finished)) { // else another build made the same one meanwhile: it is as good
                throw e;
            }
        }
    }

    private List<Path> finished(String kind) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(path -> path.getFileName().toString().matches(kind + "-[0-9a-f]{16}"))
                    .sorted(Comparator.comparing(ImageCache::modified).reversed())
                    .toList();
        } catch (IOException e) {
            throw UserError.failed(root + ": " + IoReason.of(e), "is the cache readable?", e);
        }
    }

    private void prune(String kind, Path keep) throws IOException {
        for (Path old : finished(kind).stream().skip(KEPT).toList()) {
            if (!old.equals(keep)) {
                delete(old);
            }
        }
    }

    /** What builds that were killed have left; a day is longer than any build takes. */
    private void removeAbandoned() throws IOException {
        List<Path> abandoned;
        try (Stream<Path> entries = Files.list(root)) {
            abandoned = entries.filter(path -> path.getFileName().toString().startsWith(MAKING))
                    .filter(path -> modified(path)
                            < Instant.now().minus(Duration.ofDays(1)).toEpochMilli())
                    .toList();
        }
        for (Path directory : abandoned) {
            delete(directory);
        }
    }

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
