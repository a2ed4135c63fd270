package org.domzero.p2v.fixup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A system of {@code src/test/resources/systems}: its files under {@code before}, and in {@code tree.txt} a line for
 * each directory, empty file, program or link that resources cannot hold.
 */
public final class SystemFixture {
    private static final Path FOLDER = Path.of("src/test/resources/systems");

    private SystemFixture() {}

    public static void layOut(String system, Path directory) {
        Path before = FOLDER.resolve(system).resolve("before");
        try (Stream<Path> files = Files.walk(before)) {
            for (Path file : files.sorted().toList()) {
                Path copy = directory.resolve(before.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            for (String line : Files.readAllLines(FOLDER.resolve(system).resolve("tree.txt"))) {
                String[] words = line.split(" ", -1);
                make(words, directory.resolve(words[1].substring(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(String[] words, Path path) throws IOException {
        Files.createDirectories(path.getParent());
        switch (words[0]) {
            case "dir" -> Files.createDirectories(path);
            case "file" -> Files.createFile(path);
            case "exec" ->
                Files.setPosixFilePermissions(Files.createFile(path), PosixFilePermissions.fromString("rwxr-xr-x"));
            case "link" -> Files.createSymbolicLink(path, Path.of(words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** All that is in a directory: a file's text, where a link leads, nothing for a directory. */
    static Map<String, String> contents(Path directory) {
        return each(directory, path -> {
            if (Files.isSymbolicLink(path)) {
                return "-> " + Files.readSymbolicLink(path);
            }
            return Files.isDirectory(path) ? "/" : Files.readString(path, StandardCharsets.ISO_8859_1);
        });
    }

    /** When the inode of each entry was last changed in any way, its name and mode included. */
    static Map<String, String> times(Path directory) {
        return each(
                directory, path -> String.valueOf(Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS)));
    }

    private interface Look {
        String at(Path path) throws IOException;
    }

    private static Map<String, String> each(Path directory, Look look) {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                all.put("/" + directory.relativize(path), look.at(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
