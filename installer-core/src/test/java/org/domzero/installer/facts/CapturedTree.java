package org.domzero.installer.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lays out a file of {@code src/test/resources/facts} below a directory. {@code === PATH} begins a file, {@code ===
 * PATH -> TARGET} makes a link. Files that the kernel refused to read are simply not in it.
 */
final class CapturedTree {
    private CapturedTree() {}

    static SystemTree layOut(String name, Path root) throws IOException {
        String captured = Files.readString(Path.of("src/test/resources/facts", name));
        for (String part : captured.substring("=== ".length()).split("\n=== ")) {
            int end = part.indexOf('\n');
            String[] header = (end < 0 ? part : part.substring(0, end)).split(" -> ");
            Path path = root.resolve(header[0]);
            Files.createDirectories(path.resolveSibling(""));
            if (header.length == 2) {
                Files.createSymbolicLink(path, Path.of(header[1]));
            } else {
                Files.writeString(path, part.substring(end + 1) + "\n");
            }
        }
        return new SystemTree(root);
    }
}
