package org.domzero.p2v.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;
import org.domzero.toolkit.BlockInput;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;

/**
 * What zstd(1) has compressed on its way, as it was before. Its end is that of the whole: where what is compressed was cut off,
 * reading fails, for the reason that it was. Nothing at all is taken for nothing: what was to be compressed has not begun.
 */
final class Decompression extends BlockInput {
    /** What compresses at the other end, as a part of a shell's pipe; what has come is passed on soon. */
    static final String COMPRESSING = " | zstd -q -1 -c";

    private static final int BUFFER = 1 << 18;
    /** In nanoseconds, the first time; twice as long the next. */
    private static final long LOOKED_EVERY = 50_000;

    private static final long LOOKED_EVERY_AT_LAST = 20_000_000;

    private final Named said = new Named();
    private final RunningProgram zstd;
    private final Beside feeding;
    private volatile boolean isNothing = true;
    private volatile boolean hasRefused;

    /** @param compressed closed at its end, or when what comes is not taken any more */
    Decompression(InputStream compressed, ProgramStarter here) {
        zstd = here.start(Command.of("zstd", "-d", "-q", "-c"), said::add);
        feeding = new Beside("what is compressed", () -> feed(compressed));
    }

    /** In larger pieces than {@link InputStream#transferTo} has. */
    private void feed(InputStream compressed) throws IOException {
        byte[] buffer = new byte[BUFFER];
        OutputStream input = zstd.input();
        try (compressed) {
            int read;
            while (!hasRefused && (read = compressed.read(buffer)) >= 0) {
                int length = read;
                isNothing = false;
                hasRefused = !isTaken(() -> input.write(buffer, 0, length));
            }
        } finally {
            hasRefused |= !isTaken(input::close);
        }
    }

    /** Where zstd has ended, its status tells why, and not the pipe. */
    private static boolean isTaken(Beside.Work giving) {
        try {
            giving.run();
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        awaitSomething();
        int read = zstd.output().read(bytes, offset, length);
        if (read < 0) {
            requireEnd();
        }
        return read;
    }

    /** A thread that reads from a pipe of the system's hears no interruption. */
    private void awaitSomething() throws IOException {
        long pause = LOOKED_EVERY;
        while (feeding.isAlive() && zstd.output().available() == 0) {
            LockSupport.parkNanos(pause);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("it was interrupted");
            }
            pause = Math.min(2 * pause, LOOKED_EVERY_AT_LAST);
        }
    }

    private void requireEnd() throws IOException {
        int status = zstd.status();
        feeding.requireEnded();
        if (hasRefused || (status != 0 && !isNothing)) {
            throw new IOException("zstd ended with status " + status + Remarks.lastOf(said));
        }
    }

    /** Does not wait for the other end. */
    @Override
    public void close() {
        zstd.close();
    }
}
