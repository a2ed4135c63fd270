package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file. Every hundredth of its blocks changes. */
record BigFile(long size) implements Data {
    private static final int BLOCK = 1 << 16;

    @Override
    public String title() {
        return "one file of " + (size >> 20) + " MiB";
    }

    @Override
    public void make(Path directory) throws IOException {
        try (Corpus corpus = new Corpus(1);
                OutputStream out = Files.newOutputStream(file(directory))) {
            for (long written = 0; written < size; written += BLOCK) {
                out.write(corpus.take(BLOCK));
            }
        }
    }

    @Override
    public void change(Path directory) throws IOException {
        try (Corpus corpus = new Corpus(System.nanoTime());
                RandomAccessFile file = new RandomAccessFile(file(directory).toFile(), "rw")) {
            for (long at = 0; at < size; at += (long) BLOCK * CHANGED) {
                file.seek(at);
                file.write(corpus.take(BLOCK));
            }
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("disk.img");
    }
}
