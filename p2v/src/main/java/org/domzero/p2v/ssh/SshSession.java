package org.domzero.p2v.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/**
 * A session with an SSH server (RFC 4251 to 4254), in which programs are run one beside the other.
 *
 * <p>All of them share one connection, which one thread reads. It waits where a program's output is not fetched, and all
 * others wait with it: so output is read to its end, or the program closed, before anything waits for another one.
 *
 * <p>One program's output has a window of 2 MiB, which is what may be on the way, and JSch asks for more when half of it
 * has come: full speed in a network of 1 Gbit/s with a round trip of ten milliseconds, and some 20 to 40 MB/s where it takes
 * 50.
 */
public final class SshSession implements AutoCloseable {
    /** More than any file of settings that a script shows has. */
    private static final int LARGEST_OUTPUT = 16 << 20;

    private static final int BUFFER = 1 << 16;

    private static final int PORTS_TRIED = 10;
    /** Below those that Linux gives to whoever asks for none. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    private final SshAddress address;
    private final SshLimits limits;
    private final Session session;
    private final WatchedSocket socket;

    private SshSession(SshAddress address, SshLimits limits, Attempt.Outcome.In in) {
        this.address = address;
        this.limits = limits;
        this.session = in.session();
        this.socket = in.socket();
    }

    /**
     * Logs in. Whoever has to be asked is asked with no connection open: no server waits for a person.
     *
     * @throws UserError when there is no connection, the server is not trusted, or does not let us in
     * @throws InterruptedIOException when this thread is interrupted
     */
    public static SshSession connect(SshAddress address, Credential credential, SshOptions options)
            throws InterruptedIOException {
        return new SshSession(address, options.limits(), new Login(address, credential, options).make());
    }

    /** Whom it is with. */
    public SshAddress address() {
        return address;
    }

    /**
     * Runs a script to its end, with nothing on standard input.
     *
     * @param script for {@code /bin/sh}, whatever the user's login shell is; up to 24 kB
     * @throws UserError when it still runs at the limit, writes more than 16 MiB, or cannot be started
     * @throws ConnectionLost when the connection breaks before its end
     * @throws InterruptedIOException when this thread is interrupted
     */
    public RemoteResult run(String script, Duration limit) throws IOException {
        try {
            return run(script, new byte[0], limit);
        } catch (ByteQueue.DeadlineReached e) {
            throw UserError.failed(
                    shown(script) + " was still running on " + address + " after " + limit.toSeconds()
                            + " s and was ended",
                    "a disk or a network directory that does not answer is the usual cause",
                    e);
        }
    }

    /**
     * As {@link #run(String, Duration)}.
     *
     * @param input what it reads, all of which is sent before its output is looked at
     * @throws ByteQueue.DeadlineReached when it still runs at the limit
     */
    RemoteResult run(String script, byte[] input, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (RemoteProcess process = open(script)) {
            try (OutputStream stdin = process.stdin()) {
                stdin.write(input);
            }
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            int read;
            while ((read = process.read(buffer, deadline)) >= 0) {
                output.write(buffer, 0, read);
                if (output.size() > LARGEST_OUTPUT) {
                    throw UserError.failed(
                            shown(script) + " has written more than " + (LARGEST_OUTPUT >> 20) + " MiB on " + address,
                            "is one of the files that it shows not what its name says?");
                }
            }
            RemoteExit exit = process.exit(deadline);
            return new RemoteResult(exit, output.toString(StandardCharsets.ISO_8859_1), process.errors());
        }
    }

    private static String shown(String script) {
        return ShownText.quoted(script.strip());
    }

    /**
     * Starts a script and leaves its streams to the caller.
     *
     * @param script for {@code /bin/sh}, whatever the user's login shell is; up to 24 kB. What is put into it is
     *     quoted by {@link org.domzero.toolkit.Command#line}
     * @throws UserError when the server does not start it
     * @throws ConnectionLost when there is no connection any more
     * @throws InterruptedIOException when this thread is interrupted
     */
    public RemoteProcess open(String script) throws IOException {
        return open(script, line -> {});
    }

    /**
     * As {@link #open(String)}.
     *
     * @param onError hears each line of standard error, as bytes, each the character of that number; on the connection's
     *     own thread, so it must not wait for anything
     */
    public RemoteProcess open(String script, Consumer<String> onError) throws IOException {
        return open(script, this::kill, onError);
    }

    private RemoteProcess open(String script, Consumer<String> killer, Consumer<String> onError) throws IOException {
        if (!session.isConnected()) {
            throw lost();
        }
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(ShellLine.of(script));
            channel.setLocalWindowSizeMax(RemoteProcess.WINDOW);
            channel.setLocalPacketSize(RemoteProcess.PACKET);
            RemoteProcess process = new RemoteProcess(channel, session::isConnected, lost(), killer, onError);
            Within.limit(
                    // JSch's own limit comes first, unless it is stuck.
                    limits.start().plus(limits.silence()),
                    () -> {
                        channel.connect(Math.toIntExact(limits.start().toMillis()));
                        return channel;
                    },
                    // A channel that is being opened hears nothing of a connection that breaks.
                    session::isConnected,
                    channel::disconnect);
            return process;
        } catch (JSchException | ExecutionException | TimeoutException e) {
            if (!session.isConnected()) {
                throw lost();
            }
            throw UserError.failed(
                    "the SSH server " + address + " does not start " + shown(script),
                    "may " + address.user()
                            + " run programs there? see ForceCommand and MaxSessions in its sshd_config",
                    e);
        }
    }

    /**
     * Has the server listen at a port of its own loopback; connections to it are served here.
     *
     * @return the port
     * @throws UserError when the server does not do that
     */
    public int listen(ServedConnection served) {
        // A server would choose one itself, but JSch asks which before it has heard.
        Random random = new Random();
        for (int attempt = 1; ; attempt++) {
            int port = FIRST_PORT + random.nextInt(LAST_PORT - FIRST_PORT);
            try {
                session.setPortForwardingR(
                        "127.0.0.1", port, ForwardedConnection.class.getName(), new Object[] {served});
                return port;
            } catch (JSchException refused) {
                if (attempt == PORTS_TRIED) {
                    throw UserError.failed(
                            "the SSH server " + address + " leads no connections back",
                            "AllowTcpForwarding in its sshd_config must not be no",
                            refused);
                }
            }
        }
    }

    /** With its process group, which sshd makes for each program. */
    private void kill(String number) {
        String script = "kill -TERM -" + number + " 2>/dev/null || kill -TERM " + number;
        try (RemoteProcess process = open(script, none -> {}, line -> {})) {
            process.stdin().close();
            process.waitFor(limits.start());
        } catch (IOException | UserError e) {
            // It is being closed in any case.
        }
    }

    private ConnectionLost lost() {
        return new ConnectionLost("the connection to " + address + " was lost");
    }

    /** Ends the connection, and what runs in it. */
    @Override
    public void close() {
        // First, so that nothing waits for the goodbye to get through.
        socket.close();
        session.disconnect();
    }
}
