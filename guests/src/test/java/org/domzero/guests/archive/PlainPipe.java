package org.domzero.guests.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.Pipe;
import org.domzero.toolkit.PipedOutput;

/** Runs nothing: gzip, or nothing at all, stands for zstd, and Java's SHA-256 for openssl. */
public enum PlainPipe implements Pipe {
    /** An archive is a plain tar. */
    UNPACKED,
    GZIP;

    @Override
    public InputStream reading(Command program, InputStream source) {
        if (this == UNPACKED) {
            return source;
        }
        return new FilterInputStream(source) {
            private boolean begun;

            @Override
            public int read() throws IOException {
                begin();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                begin();
                return super.read(bytes, offset, length);
            }

            private void begin() throws IOException {
                if (!begun) {
                    begun = true;
                    in = new GZIPInputStream(source);
                }
            }
        };
    }

    @Override
    public PipedOutput writing(Command program, OutputStream target) {
        try {
            if (program.argv().get(0).equals("openssl")) {
                return new Digest(target);
            }
            return this == GZIP ? new Packed(new GZIPOutputStream(target, 1 << 16)) : new Packed(target);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Packed extends PipedOutput {
        private final OutputStream out;

        Packed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            if (out instanceof GZIPOutputStream gzip) {
                gzip.finish();
            }
            out.flush();
        }

        @Override
        public void close() {}
    }

    private static final class Digest extends PipedOutput {
        private final OutputStream out;
        private final MessageDigest digest;

        Digest(OutputStream out) throws NoSuchAlgorithmException {
            this.out = out;
            this.digest = MessageDigest.getInstance("SHA-256");
        }

        @Override
        public void write(int one) {
            digest.update((byte) one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            out.write((HexFormat.of().formatHex(digest.digest()) + " *stdin\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
