package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.manifest.PathCursor;
import org.domzero.toolkit.ProcessStarter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotedPathsTest {
    @TempDir
    Path directory;

    private static List<String> all(NotedPaths noted) throws IOException {
        List<String> all = new ArrayList<>();
        noted.each(all::add);
        return all;
    }

    @Test
    void theNextRunKnowsThem() throws IOException {
        NotedPaths noted = new NotedPaths(directory.resolve("noted"));
        assertThat(all(noted)).isEmpty();
        noted.note("./a\nb");
        noted.note("./\u00e9");
        // The run was killed while it noted another one.
        Files.writeString(directory.resolve("noted"), "./cu", StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
        NotedPaths next = new NotedPaths(directory.resolve("noted"));
        assertThat(all(next)).containsExactly("./a\nb", "./\u00e9");
        next.note("./c");
        assertThat(all(next)).containsExactly("./a\nb", "./\u00e9", "./c");
    }

    @Test
    void movedTheyAreAddedToThoseThere() throws IOException {
        new NotedPaths(directory.resolve("again")).note("./a");
        NotedPaths noted = new NotedPaths(directory.resolve("noted"));
        noted.note("./b");
        NotedPaths moved = noted.movedTo(directory.resolve("again"));
        assertThat(all(moved)).containsExactly("./a", "./b");
        assertThat(all(noted)).isEmpty();
        assertThat(all(noted.movedTo(directory.resolve("other")))).isEmpty();
    }

    @Test
    void whatCannotBeNotedIsNotForgotten() throws IOException {
        NotedPaths noted = new NotedPaths(directory.resolve("not there/noted"));
        noted.note("./a");
        assertThat(all(noted)).containsExactly("./a");
        assertThatThrownBy(noted::requireNoted).isInstanceOf(IOException.class);
    }

    @Test
    void setsAreAskedInTheOrderOfManifests() throws IOException {
        List<String> paths = List.of("./a/b", "./a", "./a-x", ".", "./a/ c", "./a", "./a/b/c");
        PathSet set = PathSet.of(directory.resolve("set"), new ProcessStarter(), added -> {
            for (String path : paths) {
                added.on(path);
            }
        });
        try (PathCursor cursor = set.cursor();
                PathCursor asked = set.cursor()) {
            List<String> sorted = new ArrayList<>();
            String path;
            while ((path = cursor.next()) != null) {
                sorted.add(path);
            }
            assertThat(sorted).containsExactly(".", "./a-x", "./a/ c", "./a", "./a/b", "./a/b/c");
            assertThat(asked.has("./Z")).isFalse();
            assertThat(asked.has("./a-x")).isTrue();
            assertThat(asked.has("./a-x")).isTrue();
            assertThat(asked.has("./a/b/c")).isTrue();
            assertThat(asked.has("./z")).isFalse();
        }
    }
}
