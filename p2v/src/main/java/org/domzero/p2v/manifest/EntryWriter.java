package org.domzero.p2v.manifest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a manifest, one entry after the other. */
public final class EntryWriter implements AutoCloseable {
    private final OutputStream out;

    /** @param out closed with this */
    public EntryWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    public void write(Entry entry) throws IOException {
        out.write(entry.text().getBytes(StandardCharsets.ISO_8859_1));
        out.write(0);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
