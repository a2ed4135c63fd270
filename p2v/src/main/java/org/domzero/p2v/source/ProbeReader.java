package org.domzero.p2v.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.domzero.toolkit.ShownText;

/**
 * Reads the records that the probe prints, one after the other: fields that end in a NUL byte, {@code KIND NAME} and a
 * value. What a login shell says before the first one is passed over.
 */
final class ProbeReader {
    /** A text has at most 2 MiB; the answer of a machine with a hundred kernels 30. */
    private static final int LONGEST_VALUE = 4 << 20;

    private static final int LONGEST_NAME = 64 << 10;
    private static final int LONGEST = 128 << 20;
    private static final String FIRST = "fact probe";

    private final InputStream in;
    private boolean begun;
    private int left = LONGEST;

    ProbeReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * A record.
     *
     * @param name empty when the kind has none
     */
    record Answer(String kind, String name, String value) {
        boolean isEnd() {
            return kind.equals("end");
        }
    }

    /**
     * The next one; the last one is the end.
     *
     * @throws IOException when the answer ends before its end, has no end, or is none
     */
    Answer next() throws IOException {
        String head = field(LONGEST_NAME);
        if (!begun) {
            if (!head.endsWith(FIRST)) {
                throw new IOException("what it says begins with " + ShownText.quoted(head));
            }
            head = FIRST;
            begun = true;
        }
        int blank = head.indexOf(' ');
        if (blank <= 0) {
            throw new IOException("what it says cannot be understood from " + ShownText.quoted(head) + " on");
        }
        return new Answer(head.substring(0, blank), head.substring(blank + 1), field(LONGEST_VALUE));
    }

    private String field(int longest) throws IOException {
        ByteArrayOutputStream field = new ByteArrayOutputStream(256);
        while (true) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("what it says breaks off");
            }
            if (read == 0) {
                return field.toString(StandardCharsets.ISO_8859_1);
            }
            field.write(read);
            left--;
            if (field.size() > longest || left < 0) {
                throw new IOException("what it says is too long: nothing that it was asked for is");
            }
        }
    }
}
