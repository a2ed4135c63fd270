package org.domzero.p2v.job;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.domzero.p2v.copy.Source;
import org.domzero.p2v.ssh.RemoteExit;
import org.domzero.p2v.ssh.RemoteProcess;
import org.domzero.p2v.ssh.SshSession;
import org.domzero.toolkit.RunningProgram;

/** A machine that is reached by SSH. */
public final class RemoteSource implements Source {
    /** After its output has ended. */
    private static final Duration ENDING = Duration.ofMinutes(10);

    private static final int BY_SIGNAL = 128;

    private final SshSession session;

    public RemoteSource(SshSession session) {
        this.session = session;
    }

    @Override
    public RunningProgram start(String script, Consumer<String> onError) throws IOException {
        return new Program(session.open(script, onError));
    }

    private static final class Program implements RunningProgram {
        private final RemoteProcess process;
        private final InputStream output;

        Program(RemoteProcess process) {
            this.process = process;
            this.output = new Output(process);
        }

        @Override
        public OutputStream input() {
            return process.stdin();
        }

        @Override
        public InputStream output() {
            return output;
        }

        @Override
        public int status() throws IOException {
            RemoteExit exit = process.waitFor(ENDING);
            return exit instanceof RemoteExit.Status status ? status.code() : BY_SIGNAL;
        }

        @Override
        public void end() {
            process.close();
        }
    }

    /** Closing it ends the process only where it has more to say: else it could not be asked how it ended. */
    private static final class Output extends FilterInputStream {
        private final RemoteProcess process;
        private boolean ended;

        Output(RemoteProcess process) {
            super(process.stdout());
            this.process = process;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            ended |= read < 0;
            return read;
        }

        @Override
        public void close() {
            if (!ended) {
                process.close();
            }
        }
    }
}
