package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final List<String> made = Collections.synchronizedList(new ArrayList<>());
    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    @TempDir
    private Path directory = Path.of("");

    private ImageCache cache() {
        return new ImageCache(root(), new Effects(commands, Path.of("/"), Progress.SILENT));
    }

    private Path root() {
        return directory.resolve("cache");
    }

    private Path get(String kind, String... ingredients) {
        return cache().get(kind, List.of(ingredients), making -> {
            made.add(String.join("+", ingredients));
            Files.createDirectories(making.resolve("sub"));
            Files.writeString(making.resolve("sub/content"), String.join("+", ingredients));
        });
    }

    /** Everything in the cache but its locks. */
    private List<String> left() throws IOException {
        try (Stream<Path> entries = Files.list(root())) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("lock-"))
                    .toList();
        }
    }

    /** Makes one and gives it an age. */
    private Path getMadeAt(long day, String kind, String ingredient) throws IOException {
        Path directory = get(kind, ingredient);
        Files.setLastModifiedTime(directory, FileTime.from(LONG_AGO.plusSeconds(day * 86_400)));
        return directory;
    }

    @Test
    void makesADirectoryOnce() {
        Path first = get("dom0", "a", "b");
        Path second = get("dom0", "a", "b");

        assertThat(second).isEqualTo(first);
        assertThat(first.getFileName().toString()).matches("dom0-[0-9a-f]{16}");
        assertThat(first.resolve("sub/content")).hasContent("a+b");
        assertThat(made).containsExactly("a+b");
    }

    @Test
    void otherIngredientsOrAnotherKindMakeAnother() {
        assertThat(List.of(get("dom0", "a", "b"), get("dom0", "ab"), get("dom0", "b", "a"), get("tools", "a", "b")))
                .doesNotHaveDuplicates();
        assertThat(made).hasSize(4);
    }

    @Test
    void aRecipeThatFailsLeavesNothing() throws IOException {
        ImageCache cache = cache();
        UserError failure = UserError.failed("mmdebstrap failed", "look");

        assertThatThrownBy(() -> cache.get("dom0", List.of("a"), making -> {
                    Files.createDirectories(making.resolve("half/done"));
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(left()).isEmpty();
        assertThat(get("dom0", "a").resolve("sub/content")).exists();
    }

    @Test
    void aFullDiskIsTold() throws IOException {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> cache().get("dom0", List.of("a"), making -> {
                    throw new IOException("No space left on device");
                }))
                .satisfies(error -> {
                    assertThat(error.render())
                            .startsWith("error: " + root() + ": ")
                            .contains("No space left on device")
                            .endsWith("\n  hint: the cache needs about 2 GiB of free space; --cache puts it elsewhere");
                    assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
                });
        assertThat(left()).isEmpty();
    }

    @Test
    void keepsTheThreeMostRecentOfAKind() throws IOException {
        Path one = getMadeAt(1, "dom0", "1");
        Path tools = getMadeAt(0, "tools", "1");
        Path three = getMadeAt(3, "dom0", "3");
        Path two = getMadeAt(2, "dom0", "2");
        Path four = getMadeAt(4, "dom0", "4");

        assertThat(one).doesNotExist();
        assertThat(List.of(two, three, four, tools)).allMatch(Files::isDirectory);
    }

    @Test
    void whatIsUsedStaysRecent() throws IOException {
        Path one = getMadeAt(1, "dom0", "1");
        Path two = getMadeAt(2, "dom0", "2");
        getMadeAt(3, "dom0", "3");
        get("dom0", "1");
        get("dom0", "4");

        assertThat(one).isDirectory();
        assertThat(two).doesNotExist();
        assertThat(made).containsExactly("1", "2", "3", "4");
    }

    @Test
    void whatAnotherBuildMayBeUsingIsKept() throws IOException {
        List<Path> recent = List.of(get("dom0", "1"), get("dom0", "2"), get("dom0", "3"), get("dom0", "4"));

        assertThat(recent).allMatch(Files::isDirectory);
    }

    @Test
    void removesWhatKilledBuildsLeft() throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("domzero-root-123"));
        Files.createDirectories(scratch.resolve("mmdebstrap.x/etc"));
        Path abandoned = Files.createDirectories(root().resolve("making-dom0-123/half"));
        Files.writeString(root().resolve("making-dom0-123/scratch"), scratch + "\n");
        Path doomed = Files.createDirectories(root().resolve("making-dom0-0123456789abcdef"));
        Path ofAnotherKind = Files.createDirectories(root().resolve("making-tools-456"));

        get("dom0", "1");

        assertThat(abandoned).doesNotExist();
        assertThat(scratch).doesNotExist();
        assertThat(doomed).doesNotExist();
        assertThat(ofAnotherKind).exists();
    }

    @Test
    void removesNothingElseThatAKilledBuildsNoteNames() throws IOException {
        Path precious = Files.createDirectories(directory.resolve("precious"));
        Files.createDirectories(root().resolve("making-dom0-123"));
        Files.writeString(root().resolve("making-dom0-123/scratch"), precious + "\nrelative\n");

        get("dom0", "1");

        assertThat(precious).exists();
        assertThat(left()).hasSize(1);
    }

    @Test
    void whatIsNotWholeIsMadeAgain() throws IOException {
        Path first = get("dom0", "1");
        Files.writeString(first.resolve("sub/content"), "cut");
        get("dom0", "1");
        assertThat(first.resolve("sub/content")).hasContent("1");

        Files.delete(first.resolve("sub/content"));
        get("dom0", "1");
        assertThat(first.resolve("sub/content")).hasContent("1");

        Files.delete(first.resolve(".complete"));
        get("dom0", "1");
        assertThat(first.resolve(".complete")).exists();
        assertThat(made).hasSize(4);
        assertThat(left()).containsExactly(first.getFileName().toString());
    }

    @Test
    void buildsAtOnceMakeADirectoryOnce() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService builds = Executors.newFixedThreadPool(2);
        try {
            Future<Path> first = builds.submit(() -> cache().get("dom0", List.of("a"), at -> {
                making.countDown();
                await(go);
                Files.writeString(at.resolve("content"), "first");
            }));
            await(making);
            Future<Path> second = builds.submit(() -> cache().get("dom0", List.of("a"), at -> {
                throw new IOException("made twice");
            }));
            // Of another kind: it need not wait.
            assertThat(get("tools", "a")).isDirectory();
            go.countDown();

            assertThat(second.get(1, TimeUnit.MINUTES)).isEqualTo(first.get(1, TimeUnit.MINUTES));
            assertThat(first.get().resolve("content")).hasContent("first");
        } finally {
            builds.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void deletingFollowsNoLink() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "stays");
        Path doomed = Files.createDirectories(directory.resolve("doomed/sub"));
        Files.createSymbolicLink(doomed.resolve("link"), directory);

        ImageCache.delete(directory.resolve("doomed"));
        ImageCache.delete(directory.resolve("never was"));

        assertThat(directory.resolve("doomed")).doesNotExist();
        assertThat(outside).hasContent("stays");
    }
}
