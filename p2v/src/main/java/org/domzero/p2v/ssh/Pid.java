package org.domzero.p2v.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a process's number out of its standard error, where it stands in a line of its own, and passes on all else. It is
 * what a process is ended by: OpenSSH lets a client send signals only since 7.9, and not in a session of root.
 */
final class Pid extends OutputStream {
    /** What the number follows. A login shell may have said something before. */
    static final String MARK = "domzero-process=";

    private static final Pattern LINE = Pattern.compile(MARK + "([1-9][0-9]{0,8})\n");
    private static final int LONGEST_LINE = 1024;

    private final Tail rest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private @Nullable String number;

    Pid(Tail rest) {
        this.rest = rest;
    }

    @Override
    public void write(int each) {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int at = offset;
        while (number == null && at < offset + length) {
            line.write(bytes[at]);
            if (bytes[at] == '\n' || line.size() >= LONGEST_LINE) {
                take();
            }
            at++;
        }
        rest.write(bytes, at, offset + length - at);
    }

    private void take() {
        Matcher matcher = LINE.matcher(line.toString(StandardCharsets.ISO_8859_1));
        if (matcher.matches()) {
            number = matcher.group(1);
        } else {
            rest.write(line.toByteArray(), 0, line.size());
        }
        line.reset();
    }

    /** Null until it has been said. */
    synchronized @Nullable String number() {
        return number;
    }

    /** Nothing follows: the beginning of a line was none with the number. */
    @Override
    public synchronized void close() {
        take();
        rest.close();
    }
}
