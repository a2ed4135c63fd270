package org.domzero.p2v.manifest;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads texts that each end in a NUL byte, one after the other. Bytes, kept as characters of ISO 8859-1. */
public final class RecordReader implements AutoCloseable {
    /** A path and a link's target of 4096 bytes each, and the numbers; find(1) reaches deeper paths than that too. */
    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    /** Of the one that the buffer has ended in. */
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    private int position;
    private int filled;

    /** @param in read in large pieces; closed with this */
    public RecordReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next one, without the NUL byte; null at the end.
     *
     * @throws IOException when there is no end to it, or what is there ends before it does
     */
    public @Nullable String next() throws IOException {
        begun.reset();
        while (position < filled || fill()) {
            int from = position;
            while (position < filled && buffer[position] != 0) {
                position++;
            }
            if (begun.size() + position - from > LONGEST) {
                throw new IOException("the list of files has an entry of more than " + LONGEST + " bytes");
            }
            boolean ends = position < filled;
            if (ends && begun.size() == 0) {
                position++;
                return new String(buffer, from, position - 1 - from, StandardCharsets.ISO_8859_1);
            }
            begun.write(buffer, from, position - from);
            if (ends) {
                position++;
                return begun.toString(StandardCharsets.ISO_8859_1);
            }
        }
        if (begun.size() > 0) {
            throw new EOFException("the list of files ends within an entry");
        }
        return null;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
