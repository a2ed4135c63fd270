package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.nio.file.Path;

/** A set of files. */
sealed interface Data permits BigFile, SmallFiles, Programs {
    /** One of a hundred is changed. */
    int CHANGED = 100;

    String title();

    void make(Path directory) throws IOException;

    /** Changes one of a hundred. */
    void change(Path directory) throws IOException;

    /**
     * One of them.
     *
     * @param scale how much of it: 1 for all
     */
    static Data of(String name, double scale) {
        return switch (name) {
            case "big" -> new BigFile((long) (scale * (2L << 30)));
            case "small" -> new SmallFiles((int) (scale * 100_000));
            case "usr" -> new Programs((long) (scale * (2L << 30)));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
