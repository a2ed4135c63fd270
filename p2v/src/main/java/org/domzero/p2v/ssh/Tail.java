package org.domzero.p2v.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.domzero.toolkit.ShownText;

/** The end of what was written to it; all before is forgotten. */
final class Tail extends OutputStream {
    private static final int KEPT = 4096;

    private final byte[] kept = new byte[KEPT];
    private long written;

    @Override
    public void write(int each) {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int skipped = Math.max(0, length - KEPT);
        written += skipped;
        for (int i = offset + skipped; i < offset + length; i++) {
            kept[(int) (written++ % KEPT)] = bytes[i];
        }
    }

    /** As lines that a terminal may be shown. */
    synchronized String text() {
        int length = (int) Math.min(written, KEPT);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = kept[(int) ((written - length + i) % KEPT)];
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> ShownText.printable(line.replace("\t", " ")))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
