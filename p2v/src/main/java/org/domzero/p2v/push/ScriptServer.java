package org.domzero.p2v.push;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.UserError;

/**
 * Runs scripts on this machine for the host that knows a secret, one on each connection.
 *
 * <p>All connections may share one that a single thread reads: so what comes in is taken from it at once, whatever the
 * program is doing. The host sends no more of a program's input than has been granted.
 */
public final class ScriptServer {
    /** Of the secret, in hexadecimal digits. */
    static final int SECRET_LENGTH = 64;
    /** How much input is on its way. */
    static final int WINDOW = 1 << 17;

    private static final int BUFFER = 1 << 16;
    /** How many frames wait to be written. */
    private static final int SAID = 8;

    private final byte[] secret;
    private final ProgramStarter here;

    /** @param secret 64 hexadecimal digits, that nobody else can guess */
    public ScriptServer(String secret, ProgramStarter here) {
        if (secret.length() != SECRET_LENGTH) {
            throw new IllegalArgumentException("a secret of " + secret.length());
        }
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
        this.here = here;
    }

    /** Serves one connection to its end; what runs for it is ended with it. */
    public void serve(InputStream from, OutputStream to) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(from, BUFFER));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to, BUFFER))) {
            byte[] said = in.readNBytes(SECRET_LENGTH);
            // Whoever is not the host learns nothing, not even by the time that it takes.
            if (!MessageDigest.isEqual(said, secret)) {
                return;
            }
            Frame script = Frame.read(in);
            if (script == null || script.kind() != Frame.Kind.SCRIPT) {
                return;
            }
            run(new String(script.content(), StandardCharsets.ISO_8859_1), in, out);
        } catch (IOException lost) {
            // The host sees it too.
        }
    }

    private void run(String script, DataInputStream in, DataOutputStream out) throws IOException {
        // What is said is written by this thread alone: a pipe of Java is taken for broken as soon as the thread is no
        // more that has written last, and JSch's connections are such pipes.
        BlockingQueue<Frame> said = new LinkedBlockingQueue<>(SAID);
        RunningProgram program;
        try {
            program = here.start(
                    Command.of("sh", "-c", "eval \"$(printf %b \"$1\")\"", "sh", escaped(script)),
                    line -> say(new Frame(Frame.Kind.ERROR, line.getBytes(StandardCharsets.ISO_8859_1)), said));
        } catch (UserError none) {
            new Frame(Frame.Kind.EXIT, new byte[0]).write(out);
            return;
        }
        try (program) {
            BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
            Thread feeding = beside("input of a script", () -> feed(input, program.input(), said));
            Thread listening = beside("orders of the host", () -> listen(in, input, program));
            beside("output of a script", () -> read(program, said));
            write(said, program, out);
            feeding.interrupt();
            // The host closes the connection when it has heard that.
            listening.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes all up to the exit. */
    private static void write(BlockingQueue<Frame> said, RunningProgram program, DataOutputStream out)
            throws IOException, InterruptedException {
        Frame frame = said.take();
        try {
            while (frame.kind() != Frame.Kind.EXIT) {
                frame.write(out);
                frame = said.take();
            }
            frame.write(out);
        } catch (IOException lost) {
            program.end();
            // Nobody may wait for ever to say something.
            while (frame.kind() != Frame.Kind.EXIT) {
                frame = said.take();
            }
            throw lost;
        }
    }

    private static void read(RunningProgram program, BlockingQueue<Frame> said) {
        byte[] status = {};
        try {
            byte[] buffer = new byte[BUFFER];
            int read;
            while ((read = program.output().read(buffer)) >= 0) {
                say(new Frame(Frame.Kind.OUTPUT, Arrays.copyOf(buffer, read)), said);
            }
            status = Frame.ofNumber(Frame.Kind.EXIT, program.status()).content();
        } catch (IOException ended) {
            // It has been ended: there is nobody to hear of it.
        }
        say(new Frame(Frame.Kind.EXIT, status), said);
    }

    /** Java passes on as arguments only what the locale has: so bytes go as octal numbers. */
    private static String escaped(String script) {
        StringBuilder text = new StringBuilder();
        script.chars()
                .forEach(character -> text.append(
                        character < ' ' || character > '~' || character == '\\'
                                ? String.format("\\0%03o", character)
                                : Character.toString(character)));
        return text.toString();
    }

    private static void feed(BlockingQueue<byte[]> input, OutputStream program, BlockingQueue<Frame> said) {
        try (program) {
            byte[] piece = input.take();
            while (piece.length > 0) {
                program.write(piece);
                program.flush();
                say(Frame.ofNumber(Frame.Kind.GRANT, piece.length), said);
                piece = input.take();
            }
        } catch (IOException enough) {
            // It has ended, or reads no more: its status tells.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void listen(DataInputStream in, BlockingQueue<byte[]> input, RunningProgram program) {
        try {
            Frame frame;
            while ((frame = Frame.read(in)) != null) {
                if (frame.kind() == Frame.Kind.INPUT) {
                    input.add(frame.content());
                }
            }
        } catch (IOException lost) {
            // As its end.
        }
        program.end();
    }

    private static void say(Frame frame, BlockingQueue<Frame> said) {
        try {
            said.put(frame);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread beside(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
