package org.domzero.p2v.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** What a server runs: as sshd does, by the user's login shell. */
final class ShellCommand implements Command {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;

    private final ProcessBuilder builder;
    private final List<Process> started;
    private final AtomicLong written;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback callback = (status, message, at) -> {};

    ShellCommand(String shell, String line, List<Process> started, AtomicLong written) {
        this.builder = new ProcessBuilder(shell, "-c", line);
        this.started = started;
        this.written = written;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback exit) {
        callback = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        Process process = builder.start();
        started.add(process);
        Within.daemon("to a command", () -> pump(in, process.getOutputStream(), new AtomicLong()))
                .start();
        Thread output = Within.daemon("from a command", () -> pump(process.getInputStream(), out, written));
        Thread errors =
                Within.daemon("words of a command", () -> pump(process.getErrorStream(), err, new AtomicLong()));
        output.start();
        errors.start();
        Within.daemon("end of a command", () -> {
                    try {
                        int status = process.waitFor();
                        output.join();
                        errors.join();
                        end(channel, status);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .start();
    }

    private void end(ChannelSession channel, int status) {
        if (status == SIGNALLED + SIGKILL) {
            try {
                Buffer signal = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, 64);
                signal.putUInt(channel.getRecipient());
                signal.putString("exit-signal");
                signal.putBoolean(false);
                signal.putString("KILL");
                signal.putBoolean(false);
                signal.putString("");
                signal.putString("");
                channel.writePacket(signal);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        // It cannot be told not to send a status as well, which the signal comes before.
        callback.onExit(status);
    }

    private static void pump(InputStream from, OutputStream to, AtomicLong count) {
        byte[] buffer = new byte[1 << 15];
        try (from;
                to) {
            int read;
            while ((read = from.read(buffer)) >= 0) {
                to.write(buffer, 0, read);
                to.flush();
                count.addAndGet(read);
            }
        } catch (IOException e) {
            // The other end has gone.
        }
    }

    @Override
    public void destroy(ChannelSession channel) {}
}
