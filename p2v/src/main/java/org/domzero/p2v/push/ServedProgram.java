package org.domzero.p2v.push;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.domzero.toolkit.BlockInput;
import org.domzero.toolkit.BlockOutput;
import org.domzero.toolkit.RunningProgram;
import org.jspecify.annotations.Nullable;

/**
 * A script that runs on the machine, as the host has it. Whoever reads its output reads all that the machine says of it,
 * the grants for its input among it.
 */
final class ServedProgram implements RunningProgram {
    private static final int PIECE = 1 << 14;

    private final Closeable connection;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Consumer<String> onError;
    private final Semaphore granted = new Semaphore(ScriptServer.WINDOW);
    private final Object reading = new Object();
    private final Input input = new Input();
    private final Output output = new Output();
    private byte[] piece = {};
    private int position;
    private @Nullable Frame exit;

    ServedProgram(Closeable connection, DataInputStream in, DataOutputStream out, Consumer<String> onError) {
        this.connection = connection;
        this.in = in;
        this.out = out;
        this.onError = onError;
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return output;
    }

    /** False when there is no more. */
    private boolean fill() throws IOException {
        while (exit == null) {
            Frame frame = next();
            switch (frame.kind()) {
                case OUTPUT -> {
                    piece = frame.content();
                    position = 0;
                    return true;
                }
                case ERROR -> onError.accept(new String(frame.content(), StandardCharsets.ISO_8859_1));
                case GRANT -> granted.release(frame.number());
                case EXIT -> {
                    exit = frame;
                    // What waits to be written has nobody to read it any more.
                    granted.release(ScriptServer.WINDOW);
                }
                case SCRIPT, INPUT -> throw Frame.notUnderstood();
            }
        }
        return false;
    }

    private Frame next() throws IOException {
        Frame frame = null;
        try {
            frame = Frame.read(in);
        } finally {
            if (frame == null) {
                granted.release(ScriptServer.WINDOW);
            }
        }
        if (frame == null) {
            throw new EOFException("the connection to the machine was lost");
        }
        return frame;
    }

    @Override
    public int status() throws IOException {
        synchronized (reading) {
            while (fill()) {
                position = piece.length;
            }
            Frame ended = exit;
            if (ended == null || ended.content().length == 0) {
                throw new IOException("there is no shell on the machine");
            }
            return ended.number();
        }
    }

    @Override
    public void end() {
        try {
            connection.close();
        } catch (IOException closed) {
            // It is not there any more, which is what was wanted.
        }
        granted.release(ScriptServer.WINDOW);
    }

    private final class Input extends BlockOutput {
        private boolean closed;

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int some = Math.min(PIECE, length - done);
                granted.acquireUninterruptibly(some);
                synchronized (out) {
                    if (closed) {
                        throw new IOException("the input was closed");
                    }
                    new Frame(Frame.Kind.INPUT, Arrays.copyOfRange(bytes, offset + done, offset + done + some))
                            .write(out);
                }
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (out) {
                if (!closed) {
                    closed = true;
                    new Frame(Frame.Kind.INPUT, new byte[0]).write(out);
                }
            }
        }
    }

    private final class Output extends BlockInput {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            synchronized (reading) {
                if (length == 0) {
                    return 0;
                }
                while (position == piece.length) {
                    if (!fill()) {
                        return -1;
                    }
                }
                int some = Math.min(length, piece.length - position);
                System.arraycopy(piece, position, bytes, offset, some);
                position += some;
                return some;
            }
        }

        /** Before its end it ends the program, which could not write any more. */
        @Override
        public void close() {
            if (exit == null) {
                end();
            }
        }
    }
}
