package org.domzero.toolkit;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is read in blocks; a single byte is one, too. */
public abstract class BlockInput extends InputStream {
    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
