package org.domzero.toolkit;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that is written in blocks; a single byte is one, too. */
public abstract class BlockOutput extends OutputStream {
    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
