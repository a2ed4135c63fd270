package org.domzero.p2v.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the probe might have printed. */
public final class Answers {
    private final StringBuilder text = new StringBuilder("fact probe\0001\000");

    public Answers with(String head, String value) {
        text.append(head).append('\0').append(value).append('\0');
        return this;
    }

    public Answers text(String path, String content) {
        return with("text " + path, content);
    }

    /** All that is in a directory, as the whole of a system. */
    public Answers tree(Path directory, UnaryOperator<String> change) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted().toList()) {
                String name = change.apply(path.equals(directory) ? "/" : "/" + directory.relativize(path));
                if (Files.isSymbolicLink(path)) {
                    with(
                            "link " + name,
                            change.apply(Files.readSymbolicLink(path).toString()));
                } else if (Files.isDirectory(path)) {
                    with("list " + name, change.apply(names(path)));
                } else {
                    text(name, change.apply(Files.readString(path, StandardCharsets.ISO_8859_1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static String names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName() + "/").collect(Collectors.joining());
        }
    }

    public byte[] bytes() {
        return (text + "end \000\000").getBytes(StandardCharsets.ISO_8859_1);
    }

    public SourceFacts facts() {
        return SourceFacts.read(new ByteArrayInputStream(bytes()));
    }
}
