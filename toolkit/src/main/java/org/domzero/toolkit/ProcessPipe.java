package org.domzero.toolkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Passes bytes through child processes, which get the C locale as those of {@link ProcessCommandRunner} do. */
public final class ProcessPipe implements Pipe {
    private static final int BUFFER = 1 << 16;

    @Override
    public InputStream reading(Command program, InputStream source) {
        Child child = new Child(program, start(program));
        child.carry(() -> child.feed(source));
        return new FromChild(child);
    }

    @Override
    public PipedOutput writing(Command program, OutputStream target) {
        Child child = new Child(program, start(program));
        child.carry(() -> child.drain(target));
        return new IntoChild(child);
    }

    private static Process start(Command program) {
        ProcessBuilder builder = new ProcessBuilder(program.argv());
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return builder.start();
        } catch (IOException e) {
            throw UserError.failed(
                    "\"" + program.argv().get(0) + "\" could not be started: " + e.getMessage(),
                    "is the package that holds it installed?",
                    e);
        }
    }

    /** Reads what the program writes, on the thread that has started it. */
    private static final class FromChild extends BlockInput {
        private final Child child;
        private final InputStream stdout;

        FromChild(Child child) {
            this.child = child;
            this.stdout = child.process.getInputStream();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read;
            try {
                read = stdout.read(bytes, offset, length);
            } catch (IOException broken) {
                throw child.explain(broken);
            }
            if (read < 0) {
                // Not the thread that feeds it: it may wait for a source that never ends.
                child.requireSuccess(false);
            }
            return read;
        }

        @Override
        public void close() {
            child.end();
        }
    }

    /** Writes what the program reads, on the thread that has started it. */
    private static final class IntoChild extends PipedOutput {
        private final Child child;
        private final OutputStream stdin;

        IntoChild(Child child) {
            this.child = child;
            this.stdin = child.process.getOutputStream();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                stdin.write(bytes, offset, length);
            } catch (IOException broken) {
                throw child.explain(broken);
            }
        }

        @Override
        public void finish() throws IOException {
            try {
                stdin.close();
            } catch (IOException broken) {
                throw child.explain(broken);
            }
            child.requireSuccess(true);
        }

        @Override
        public void close() {
            child.end();
        }
    }

    /** A program that runs, what it says, and the thread that carries bytes between it and the other end. */
    private static final class Child {
        /** Of what it says. */
        private static final int KEPT = 2000;
        /** How long one that has closed its pipes may take to end. */
        private static final long ENDING = 5000;

        private static final long WATCHED_EVERY = 200;

        private final Command program;
        private final Process process;
        private final Thread owner = Thread.currentThread();
        private final StringBuilder said = new StringBuilder();
        private final Thread words = daemon("what a program says", this::listen);
        private @Nullable Thread carrier;
        /** What was wrong with the source or the target. */
        private volatile @Nullable IOException failure;

        Child(Command program, Process process) {
            this.program = program;
            this.process = process;
            words.start();
            daemon("watch over a program", this::watch).start();
        }

        void carry(Runnable work) {
            carrier = daemon("bytes of a program", work);
            carrier.start();
        }

        private static Thread daemon(String name, Runnable work) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }

        void feed(InputStream source) {
            byte[] buffer = new byte[BUFFER];
            try (OutputStream stdin = process.getOutputStream()) {
                int read;
                while ((read = read(source, buffer)) >= 0) {
                    stdin.write(buffer, 0, read);
                }
            } catch (IOException endedEarly) {
                // Its status tells whether that was a failure.
            }
        }

        private int read(InputStream source, byte[] buffer) {
            try {
                return source.read(buffer);
            } catch (IOException e) {
                failure = e;
                return -1;
            }
        }

        void drain(OutputStream target) {
            byte[] buffer = new byte[BUFFER];
            try (InputStream stdout = process.getInputStream()) {
                int read;
                while (failure == null && (read = stdout.read(buffer)) >= 0) {
                    write(target, buffer, read);
                }
                write(target, buffer, 0);
            } catch (IOException ended) {
                // It was ended while its output was being read.
            }
        }

        private void write(OutputStream target, byte[] buffer, int length) {
            try {
                target.write(buffer, 0, length);
                if (length == 0) {
                    target.flush();
                }
            } catch (IOException e) {
                failure = e;
                // So that writing into it ends too.
                process.destroyForcibly();
            }
        }

        /** Keeps the end of what it says. */
        private void listen() {
            char[] buffer = new char[1024];
            try (Reader reader = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
                int read;
                while ((read = reader.read(buffer)) > 0) {
                    keep(buffer, read);
                }
            } catch (IOException ended) {
                // What it said until then is kept.
            }
        }

        private synchronized void keep(char[] text, int length) {
            said.append(text, 0, length);
            said.delete(0, Math.max(0, said.length() - KEPT));
        }

        private synchronized String said() {
            return said.toString();
        }

        /** Nothing else wakes a thread that reads from a pipe or writes to one. */
        private void watch() {
            try {
                while (!process.waitFor(WATCHED_EVERY, TimeUnit.MILLISECONDS)) {
                    if (owner.isInterrupted()) {
                        process.destroyForcibly();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void requireSuccess(boolean carried) throws IOException {
            try {
                process.waitFor();
                Thread carrying = carrier;
                if (carried && carrying != null) {
                    carrying.join();
                }
                // What it started and left behind may keep the stream open.
                words.join(ENDING);
            } catch (InterruptedException e) {
                throw interrupted();
            }
            // Nothing that has ended is waited for, and so no wait was interrupted.
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted();
            }
            IOException why = why();
            if (why != null) {
                throw why;
            }
        }

        /** Why a pipe broke: the program says that better than the pipe. */
        IOException explain(IOException broken) {
            try {
                if (!process.waitFor(ENDING, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                }
                words.join(ENDING);
            } catch (InterruptedException e) {
                return interrupted();
            }
            if (Thread.currentThread().isInterrupted()) {
                return interrupted();
            }
            IOException why = why();
            return why == null ? broken : why;
        }

        private IOException interrupted() {
            end();
            Thread.currentThread().interrupt();
            return new InterruptedIOException("it was interrupted");
        }

        private @Nullable IOException why() {
            IOException atTheOtherEnd = failure;
            if (atTheOtherEnd != null) {
                return atTheOtherEnd;
            }
            int status = process.exitValue();
            String last = new CommandResult(status, "", said()).tail(5);
            return status == 0
                    ? null
                    : new IOException(program.argv().get(0) + " ended with status " + status
                            + (last.isBlank() ? " and said nothing" : ": " + last.replace("\n", "; ")));
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
