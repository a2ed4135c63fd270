package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** Files of up to 4 KiB, a hundred in each directory, of which every tenth has an extended attribute. */
record SmallFiles(int count) implements Data {
    private static final int IN_A_DIRECTORY = 100;
    private static final int LARGEST = 4096;

    @Override
    public String title() {
        return count + " small files";
    }

    @Override
    public void make(Path directory) throws IOException {
        try (Corpus corpus = new Corpus(2)) {
            for (int i = 0; i < count; i++) {
                Path file = file(directory, i);
                if (i % IN_A_DIRECTORY == 0) {
                    Files.createDirectory(file.getParent());
                }
                Files.write(file, corpus.take(i * 37 % LARGEST));
                if (i % 10 == 0) {
                    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                            .write("origin", ByteBuffer.wrap("bench".getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    @Override
    public void change(Path directory) throws IOException {
        for (int i = 0; i < count; i += CHANGED) {
            Files.writeString(file(directory, i), "changed\n", StandardOpenOption.APPEND);
        }
    }

    private static Path file(Path directory, int number) {
        return directory.resolve("directory-" + number / IN_A_DIRECTORY).resolve("a-file-of-some-name-" + number);
    }
}
