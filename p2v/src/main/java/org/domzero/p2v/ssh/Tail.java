package org.domzero.p2v.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.domzero.toolkit.ShownText;

/** The end of what was written to it; all before is forgotten, when each line has been heard. */
final class Tail extends OutputStream {
    private static final int KEPT = 4096;
    private static final int LONGEST_LINE = 1 << 16;

    private final byte[] kept = new byte[KEPT];
    private final Consumer<String> onLine;
    private final StringBuilder line = new StringBuilder();
    private long written;

    /** @param onLine hears each line, as bytes, each the character of that number */
    Tail(Consumer<String> onLine) {
        this.onLine = onLine;
    }

    @Override
    public void write(int each) {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n' || line.length() == LONGEST_LINE) {
                endLine();
            }
            if (bytes[i] != '\n') {
                line.append((char) (bytes[i] & 0xff));
            }
        }
        int skipped = Math.max(0, length - KEPT);
        written += skipped;
        for (int i = offset + skipped; i < offset + length; i++) {
            kept[(int) (written++ % KEPT)] = bytes[i];
        }
    }

    private void endLine() {
        onLine.accept(line.toString());
        line.setLength(0);
    }

    /** Nothing follows. */
    @Override
    public synchronized void close() {
        if (!line.isEmpty()) {
            endLine();
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
