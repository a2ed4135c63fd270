package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessPipeTest {
    private final Pipe pipe = new ProcessPipe();

    private static Command shell(String script) {
        return Command.of("sh", "-c", script);
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(1).nextBytes(content);
        return content;
    }

    @Test
    void passesBytesThroughAProgram() throws IOException {
        byte[] content = content(1_000_003);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PipedOutput into = pipe.writing(Command.of("cat"), out)) {
            into.write(content, 0, 1);
            into.write(content, 1, content.length - 1);
            into.finish();
        }
        assertThat(out.toByteArray()).isEqualTo(content);
        try (InputStream from = pipe.reading(Command.of("cat"), new ByteArrayInputStream(content))) {
            assertThat(from.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void tellsAProgramsLastWords() throws IOException {
        byte[] content = content(1_000_000);
        try (InputStream from =
                pipe.reading(shell("head -c 9; echo broken >&2; exit 3"), new ByteArrayInputStream(content))) {
            assertThat(from.readNBytes(9)).hasSize(9);
            assertThatThrownBy(from::read).hasMessage("sh ended with status 3: broken");
        }
        try (PipedOutput into = pipe.writing(shell("echo no >&2; exit 4"), OutputStream.nullOutputStream())) {
            assertThatThrownBy(() -> {
                        into.write(content);
                        into.finish();
                    })
                    .hasMessage("sh ended with status 4: no");
        }
        try (PipedOutput into = pipe.writing(shell("cat > /dev/null; exit 5"), OutputStream.nullOutputStream())) {
            into.write(1);
            assertThatThrownBy(into::finish).hasMessage("sh ended with status 5 and said nothing");
        }
    }

    @Test
    void tellsWhatIsWrongAtTheOtherEnd() throws IOException {
        OutputStream full = new OutputStream() {
            private int taken;

            @Override
            public void write(int one) throws IOException {
                taken++;
                if (taken > 100_000) {
                    throw new IOException("No space left on device");
                }
            }
        };
        byte[] content = content(10_000_000);
        try (PipedOutput into = pipe.writing(Command.of("cat"), full)) {
            assertThatThrownBy(() -> {
                        into.write(content);
                        into.finish();
                    })
                    .hasMessage("No space left on device");
        }
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        try (InputStream from = pipe.reading(Command.of("cat"), failing)) {
            assertThatThrownBy(from::read).hasMessage("Input/output error");
        }
    }

    @Test
    void doesNotWaitForASourceThatNobodyReads() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    Thread.sleep(1_000_000);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        try (InputStream from = pipe.reading(shell("echo x; exit 1"), endless)) {
            assertThatThrownBy(from::readAllBytes).hasMessage("sh ended with status 1 and said nothing");
        }
    }

    @Test
    void anInterruptionEndsAProgramThatReadsNothing() {
        Thread writing = Thread.currentThread();
        CompletableFuture<?> interruption = CompletableFuture.runAsync(() -> {
            try {
                Thread.sleep(Duration.ofMillis(300).toMillis());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            writing.interrupt();
        });
        try (PipedOutput into = pipe.writing(Command.of("sleep", "55"), OutputStream.nullOutputStream())) {
            assertThatThrownBy(() -> into.write(content(1_000_000))).isInstanceOf(InterruptedIOException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
        interruption.join();
    }

    @Test
    void closingEndsTheProgram() throws Exception {
        PipedOutput into = pipe.writing(Command.of("sleep", "54"), OutputStream.nullOutputStream());
        ProcessHandle sleeping = sleeping("54");
        into.close();
        sleeping.onExit().get();
        InputStream from = pipe.reading(Command.of("sleep", "53"), InputStream.nullInputStream());
        sleeping = sleeping("53");
        from.close();
        sleeping.onExit().get();
    }

    private static ProcessHandle sleeping(String seconds) throws InterruptedException {
        while (true) {
            for (ProcessHandle child : ProcessHandle.current().children().toList()) {
                String[] arguments = child.info().arguments().orElse(new String[0]);
                if (arguments.length == 1 && arguments[0].equals(seconds)) {
                    return child;
                }
            }
            Thread.sleep(10);
        }
    }

    @Test
    void aProgramThatIsNotThereIsTold() {
        assertThatThrownBy(() -> pipe.reading(Command.of("domzero-none"), InputStream.nullInputStream()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("\"domzero-none\" could not be started");
    }
}
