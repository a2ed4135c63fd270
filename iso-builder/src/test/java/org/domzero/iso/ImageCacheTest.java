package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final List<String> made = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    private Path root() {
        return directory.resolve("cache");
    }

    private Path get(String kind, String... ingredients) {
        return new ImageCache(root()).get(kind, List.of(ingredients), making -> {
            made.add(String.join("+", ingredients));
            Files.createDirectories(making.resolve("sub"));
            Files.writeString(making.resolve("sub/content"), String.join("+", ingredients));
        });
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
    void aRecipeThatFailsLeavesNothing() {
        ImageCache cache = new ImageCache(root());
        UserError failure = UserError.failed("mmdebstrap failed", "look");

        assertThatThrownBy(() -> cache.get("dom0", List.of("a"), making -> {
                    Files.createDirectories(making.resolve("half/done"));
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(root()).isEmptyDirectory();
        assertThat(get("dom0", "a").resolve("sub/content")).exists();
    }

    @Test
    void aFullDiskIsTold() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> new ImageCache(root()).get("dom0", List.of("a"), making -> {
                    throw new IOException("No space left on device");
                }))
                .satisfies(error -> {
                    assertThat(error.render())
                            .startsWith("error: " + root() + ": ")
                            .contains("No space left on device")
                            .endsWith("\n  hint: the cache needs about 2 GiB of free space; --cache puts it elsewhere");
                    assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
                });
        assertThat(root()).isEmptyDirectory();
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
    void removesWhatKilledBuildsLeft() throws IOException {
        Path abandoned = Files.createDirectories(root().resolve("making-dom0-123/root"));
        Path running = Files.createDirectories(root().resolve("making-dom0-456"));
        Files.setLastModifiedTime(
                root().resolve("making-dom0-123"), FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        get("dom0", "1");

        assertThat(abandoned).doesNotExist();
        assertThat(running).exists();
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
