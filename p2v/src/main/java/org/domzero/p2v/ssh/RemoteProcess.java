package org.domzero.p2v.ssh;

import com.jcraft.jsch.ChannelExec;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.domzero.toolkit.BlockInput;
import org.domzero.toolkit.BlockOutput;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs on another machine. Its streams are passed on as they come, in memory of fixed size, whatever their
 * length. A stream or a wait ends in one of three ways: as the program did, with {@link ConnectionLost}, or with {@link
 * InterruptedIOException} when the waiting thread is interrupted; a connection that breaks is never taken for an end.
 */
public final class RemoteProcess implements AutoCloseable {
    /**
     * How much of its output may be on the way, and how much of that in one packet. JSch would ask for half of each, which
     * is slower where a round trip takes long. No server older than Debian 12's has been tried.
     */
    static final int WINDOW = 2 << 20;

    static final int PACKET = 1 << 15;

    /** As much as the window: less would make the session's thread wait the sooner. */
    private static final int OUTPUT = WINDOW;

    private static final int INPUT = 1 << 18;
    private static final int NO_STATUS = -1;
    private static final long LOOKED_EVERY = 500;
    /** How long one that has just been started may take to say its number. */
    private static final int SAID_WITHIN = 3000;

    private static final long SAID_EVERY = 20;

    private final ChannelExec channel;
    private final BooleanSupplier isConnected;
    private final ConnectionLost lost;
    private final ByteQueue input;
    private final ByteQueue output;
    private final Consumer<String> killer;
    private final Tail errors;
    private final Pid pid;
    private final OutputStream stdin = new Stdin();
    private final InputStream stdout = new Stdout();
    private volatile @Nullable Thread feeding;
    private volatile boolean isAllTaken;
    private boolean over;

    /**
     * @param channel not connected yet
     * @param killer ends the process of a number
     * @param onError hears each line of standard error, as bytes, each the character of that number
     */
    RemoteProcess(
            ChannelExec channel,
            BooleanSupplier isConnected,
            ConnectionLost lost,
            Consumer<String> killer,
            Consumer<String> onError) {
        this.channel = channel;
        this.errors = new Tail(onError);
        this.pid = new Pid(errors);
        this.killer = killer;
        this.isConnected = isConnected;
        this.lost = lost;
        this.input = new ByteQueue(INPUT, this::isFed, lost);
        this.output = new ByteQueue(OUTPUT, this::mayEnd, lost);
        channel.setInputStream(new Source());
        channel.setOutputStream(new Sink());
        channel.setErrStream(new ErrorSink());
    }

    /**
     * Its standard input. Closing says that this is all. A process that is closed before gets a signal first, so that it
     * does not take the end of its input for that of what there is; where the connection breaks it may.
     */
    public OutputStream stdin() {
        return stdin;
    }

    /** Its standard output; it ends where the program has closed it, which does not say how the program ended. */
    public InputStream stdout() {
        return stdout;
    }

    /** The last lines of its standard error until now, 4 KiB at most, fit to be shown. */
    public String errors() {
        return errors.text();
    }

    /**
     * Waits for its end, after its output has been read.
     *
     * @throws UserError when it still runs at the limit
     * @throws ConnectionLost when the connection broke before its end, or the server did not tell how it ended
     * @throws InterruptedIOException when this thread is interrupted
     */
    public RemoteExit waitFor(Duration limit) throws IOException {
        try {
            return exit(System.nanoTime() + limit.toNanos());
        } catch (ByteQueue.DeadlineReached e) {
            throw UserError.failed(
                    "a program on the other machine was still running after " + limit.toSeconds() + " s",
                    "a disk or a network directory that does not answer is the usual cause",
                    e);
        }
    }

    RemoteExit exit(long deadline) throws IOException {
        awaitEnd(deadline);
        String signal = channel.getExitSignal();
        if (signal != null) {
            return new RemoteExit.Signal(signal);
        }
        if (channel.getExitStatus() == NO_STATUS) {
            throw lost;
        }
        return new RemoteExit.Status(channel.getExitStatus());
    }

    private synchronized void awaitEnd(long deadline) throws IOException {
        try {
            while (!over && mayEnd()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new ByteQueue.DeadlineReached();
                }
                wait(Math.min(left, LOOKED_EVERY));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was interrupted");
        }
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    int read(byte[] buffer, @Nullable Long deadline) throws IOException {
        return output.read(buffer, 0, buffer.length, deadline);
    }

    private boolean isFed() {
        return mayEnd() && !channel.isClosed();
    }

    /**
     * JSch's thread that sends goes away without a word when something is wrong, and the program would wait for the end of
     * its input for ever.
     */
    private boolean mayEnd() {
        Thread thread = feeding;
        return isConnected.getAsBoolean() && (isAllTaken || thread == null || thread.isAlive());
    }

    /**
     * Ends it, if it still runs, and what it has started: by SIGTERM, as long as there is a connection. Else it ends when
     * it next reads or writes.
     */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted();
        try {
            // From here on nothing waits for whoever has called this.
            output.discard();
            String number = isRunning() ? awaitNumber() : null;
            if (number != null) {
                killer.accept(number);
            }
        } finally {
            channel.disconnect();
            input.discard();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized boolean isRunning() {
        return !over && isConnected.getAsBoolean() && !channel.isClosed();
    }

    private @Nullable String awaitNumber() {
        long deadline = System.nanoTime() + SAID_WITHIN * 1_000_000L;
        try {
            while (pid.number() == null && isRunning() && System.nanoTime() < deadline) {
                Thread.sleep(SAID_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return pid.number();
    }

    private final class Stdin extends BlockOutput {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            input.write(bytes, offset, length);
        }

        @Override
        public void close() {
            input.finish();
        }
    }

    private final class Stdout extends BlockInput {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return output.read(bytes, offset, length, null);
        }

        @Override
        public void close() {
            RemoteProcess.this.close();
        }
    }

    /** What JSch reads to send. */
    private final class Source extends BlockInput {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            feeding = Thread.currentThread();
            int read = input.read(bytes, offset, length, null);
            isAllTaken = read < 0;
            return read;
        }

        /** JSch closes it when the channel is closed. */
        @Override
        public void close() {
            input.fail(lost);
        }
    }

    /** What JSch writes to as it receives. */
    private final class Sink extends BlockOutput {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            output.write(bytes, offset, length);
        }

        /**
         * JSch closes it at the end of the output, but also when the channel or the connection goes: only in the first
         * case is the channel still open. A server that closes a channel without that end would be taken for one that was
         * lost; OpenSSH and Dropbear have always sent it.
         */
        @Override
        public void close() {
            if (channel.isClosed()) {
                output.fail(lost);
            } else {
                output.finish();
            }
        }
    }

    private final class ErrorSink extends OutputStream {
        @Override
        public void write(int each) {
            pid.write(each);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            pid.write(bytes, offset, length);
        }

        /** JSch closes it when the channel is closed, and not before. */
        @Override
        public void close() {
            pid.close();
            end();
        }
    }
}
