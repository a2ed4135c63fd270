package org.domzero.toolkit;

import java.io.IOException;

/**
 * What is written into a program of a {@link Pipe}. A write that fails tells, beside the program's last words, what was
 * wrong with the target if that was the reason. Closing one that has not been finished ends the program: the target has
 * got a part of what it was to have.
 */
public abstract class PipedOutput extends BlockOutput {
    /**
     * Lets the program come to its end.
     *
     * @throws IOException when it has not ended well, or not everything reached the target
     */
    public abstract void finish() throws IOException;

    @Override
    public abstract void close();
}
