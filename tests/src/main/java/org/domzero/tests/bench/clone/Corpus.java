package org.domzero.tests.bench.clone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The bytes of this machine's {@code /usr/lib}, one file after the other, and again from the first: as real ones are. */
final class Corpus implements AutoCloseable {
    private final List<Path> files;
    private Iterator<Path> next = Collections.emptyIterator();
    private InputStream file = InputStream.nullInputStream();

    /** @param seed other bytes come first with another one */
    Corpus(long seed) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("/usr/lib"))) {
            files = new ArrayList<>(all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(Files::isReadable)
                    .sorted()
                    .toList());
        }
        Collections.shuffle(files, new Random(seed));
    }

    byte[] take(int length) throws IOException {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length) {
            int read = file.readNBytes(bytes, filled, length - filled);
            filled += read;
            if (read == 0) {
                open();
            }
        }
        return bytes;
    }

    private void open() throws IOException {
        file.close();
        if (!next.hasNext()) {
            next = files.iterator();
        }
        file = new BufferedInputStream(Files.newInputStream(next.next()), 1 << 16);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
