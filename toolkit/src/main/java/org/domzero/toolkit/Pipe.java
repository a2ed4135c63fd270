package org.domzero.toolkit;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The one way by which domzero passes bytes through other programs, such as compressors; {@link CommandRunner} is for
 * text. Tests put something that runs nothing in its place.
 *
 * <p>Of a command only the program and its arguments count: copying takes as long as there is something to copy, so
 * there is no limit.
 */
public interface Pipe {
    /**
     * What a program makes of {@code source}. Where it ends, reading throws unless the program has ended well and
     * {@code source} could be read to its end; the message has the program's last words, or what was wrong with
     * {@code source}. Closing ends a program that still runs. {@code source} is not closed.
     *
     * @throws UserError when the program is not there
     */
    InputStream reading(Command program, InputStream source);

    /**
     * A program whose output goes to {@code target}, which is flushed in the end and not closed.
     *
     * @throws UserError when the program is not there
     */
    PipedOutput writing(Command program, OutputStream target);
}
