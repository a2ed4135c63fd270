package org.domzero.toolkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A program that runs, here or on another machine, with its streams: for bytes in both directions at once, and for those
 * whose status has more to tell than success. {@link CommandRunner} is for text, {@link Pipe} for filters.
 */
public interface RunningProgram extends AutoCloseable {
    /** What it reads. Closing it is the end of its input. */
    OutputStream input();

    /** What it writes. Its end does not mean that it has ended well: {@link #status()} tells. */
    InputStream output();

    /**
     * Waits until it has ended, and all that it had to complain about was heard.
     *
     * @return its status; 128 and the signal's number when a signal ended it
     * @throws IOException when that cannot be known, as of a machine that is gone, or the thread was interrupted
     */
    int status() throws IOException;

    /** Ends it if it still runs. */
    void end();

    @Override
    default void close() {
        end();
    }
}
