package org.domzero.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of a small image that is laid over the ones below it, as a value. */
record Layer(List<Entry> entries) {
    Layer {
        entries = List.copyOf(entries);
    }

    /** One file, without its leading slash. */
    sealed interface Entry {
        String path();
    }

    /** A regular file, mode 0644 or 0755. */
    record TextFile(String path, String content, boolean executable) implements Entry {}

    /** A symbolic link. */
    record Link(String path, String target) implements Entry {}

    /** A file or directory of the build machine, taken as it is. */
    record Copied(String path, Path source) implements Entry {}

    void writeTo(Path root) throws IOException {
        for (Entry entry : entries) {
            Path path = root.resolve(entry.path());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            if (entry instanceof TextFile file) {
                Files.writeString(path, file.content(), StandardCharsets.UTF_8);
                if (file.executable()) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            } else if (entry instanceof Link link) {
                Files.createSymbolicLink(path, Path.of(link.target()));
            } else if (entry instanceof Copied copied) {
                copy(copied.source(), path);
            }
        }
        openToAll(root);
    }

    /** The image's modes must not be those of whoever builds it: a umask of 077 would lock every service out of /. */
    private static void openToAll(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.filter(path -> !Files.isSymbolicLink(path)).toList();
        }
        for (Path path : all) {
            boolean executable = Files.isDirectory(path)
                    || Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(source)) {
            walk.sorted().forEach(all::add);
        }
        for (Path from : all) {
            Path to = target.resolve(source.relativize(from).toString());
            if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(to);
            } else {
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(from, to, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
