package org.domzero.installer.facts;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's files, {@code /proc} and {@code /sys}, under a root that a test can put elsewhere. A file that is not
 * there and one that the kernel refuses to read are the same here: a fact that is not known.
 */
record SystemTree(Path root) {
    boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    byte @Nullable [] bytes(String path) {
        try {
            return Files.readAllBytes(root.resolve(path));
        } catch (IOException unknown) {
            return null;
        }
    }

    /** Without blanks at either end; null when that leaves nothing. */
    @Nullable
    String text(String path) {
        try {
            String text = Files.readString(root.resolve(path)).strip();
            return text.isEmpty() ? null : text;
        } catch (IOException unknown) {
            return null;
        }
    }

    /** The names in a directory, sorted. */
    List<String> names(String path) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(path))) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException | DirectoryIteratorException unknown) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    /** The names along the path that a link leads to, from the root on; empty when it leads nowhere. */
    List<String> target(String path) {
        try {
            List<String> names = new ArrayList<>();
            root.toRealPath().relativize(root.resolve(path).toRealPath()).forEach(name -> names.add(name.toString()));
            return names;
        } catch (IOException unknown) {
            return List.of();
        }
    }
}
