package org.domzero.iso;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * Directories that took long to make, each named by what it is and by a digest of everything that went into it.
 *
 * <p>A directory is made beside its place, listed, and renamed when it is complete: a build that is killed leaves
 * nothing that a later one could take for whole. Builds that run at once wait for each other where they would make the
 * same kind. The three most recent of each kind are kept, and those that another build may be using.
 */
final class ImageCache {
    private static final int KEPT = 3;
    /** Longer than a build uses what it has found here. */
    private static final Duration IN_USE = Duration.ofHours(2);

    private static final String MAKING = "making-";
    /** Lists the other files of a directory that is complete, with their sizes. */
    private static final String COMPLETE = ".complete";

    private static final Duration TRY_AGAIN = Duration.ofMillis(200);

    private final Path root;
    private final Effects effects;

    ImageCache(Path root, Effects effects) {
        this.root = root;
        this.effects = effects;
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
            if (!isComplete(finished)) {
                Files.createDirectories(root);
                make(kind, finished, recipe);
            }
            Files.setLastModifiedTime(finished, FileTime.from(Instant.now()));
            return finished;
        } catch (IOException e) {
            throw UserError.failed(
                    root + ": " + IoReason.of(e),
                    "the cache needs about 2 GiB of free space; --cache puts it elsewhere",
                    e);
        }
    }

    private void make(String kind, Path finished, Recipe recipe) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        root.resolve("lock-" + kind), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, kind)) {
            if (!lock.isValid() || isComplete(finished)) { // another build has made it meanwhile
                return;
            }
            removeAbandoned(kind);
            discard(finished);
            Path making = Files.createTempDirectory(root, MAKING + kind + "-");
            try {
                recipe.make(making);
                Files.write(making.resolve(COMPLETE), contents(making));
                Files.move(making, finished, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(making);
            }
            prune(kind, finished);
        }
    }

    /** The kernel gives a lock back when its holder ends, however it does. */
    private FileLock lock(FileChannel channel, String kind) throws IOException {
        boolean told = false;
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException heldByAThreadOfOurs) {
                // As good as held by another process.
            }
            if (!told) {
                effects.progress().info("waiting for another build that is making " + kind + " in the same cache");
                told = true;
            }
            try {
                Thread.sleep(TRY_AGAIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private static boolean isComplete(Path directory) throws IOException {
        Path list = directory.resolve(COMPLETE);
        return Files.exists(list) && Files.readAllLines(list).equals(contents(directory));
    }

    private static List<String> contents(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                String name = directory.relativize(path).toString();
                if (!name.equals(COMPLETE)) {
                    lines.add(Files.size(path) + " " + name);
                }
            }
        }
        return lines;
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
        long recent = Instant.now().minus(IN_USE).toEpochMilli();
        for (Path old : finished(kind).stream().skip(KEPT).toList()) {
            if (!old.equals(keep) && modified(old) < recent) {
                discard(old);
            }
        }
    }

    /** What builds that were killed have left: whoever made it would hold the lock. */
    private void removeAbandoned(String kind) throws IOException {
        List<Path> abandoned;
        try (Stream<Path> entries = Files.list(root)) {
            abandoned = entries.filter(path -> path.getFileName().toString().startsWith(MAKING + kind + "-"))
                    .toList();
        }
        for (Path directory : abandoned) {
            Scratch.removeAbandoned(directory, effects.commands());
            delete(directory);
        }
    }

    /** Under another name first: killed half-way, it leaves nothing that looks like a finished one. */
    private void discard(Path directory) throws IOException {
        if (Files.exists(directory)) {
            Path doomed = root.resolve(MAKING + directory.getFileName());
            delete(doomed);
            delete(Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE));
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
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
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
