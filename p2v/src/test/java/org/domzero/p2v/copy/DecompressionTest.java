package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.domzero.toolkit.BlockInput;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.RunningProgram;
import org.junit.jupiter.api.Test;

class DecompressionTest {
    private static byte[] compressed(String script) throws IOException {
        Command command = Command.of("sh", "-c", "{ " + script + "; }" + Decompression.COMPRESSING);
        try (RunningProgram program = new ProcessStarter().start(command, line -> {})) {
            return program.output().readAllBytes();
        }
    }

    private static byte[] decompressed(InputStream compressed) throws IOException {
        try (Decompression decompression = new Decompression(compressed, new ProcessStarter())) {
            return decompression.readAllBytes();
        }
    }

    /** Says what it has been given, and no more. */
    private static InputStream lost(byte[] first) {
        ByteArrayInputStream there = new ByteArrayInputStream(first);
        return new BlockInput() {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = there.read(bytes, offset, length);
                if (read < 0) {
                    throw new IOException("the connection is lost");
                }
                return read;
            }
        };
    }

    @Test
    void isWhatItWas() throws IOException {
        assertThat(decompressed(new ByteArrayInputStream(compressed("seq 300000"))))
                .asString(StandardCharsets.US_ASCII)
                .hasSize(1_988_895)
                .endsWith("299999\n300000\n");
        assertThat(decompressed(new ByteArrayInputStream(compressed(":")))).isEmpty();
        assertThat(decompressed(InputStream.nullInputStream())).isEmpty();
    }

    @Test
    void whatIsCutOffHasNoEnd() throws IOException {
        byte[] whole = compressed("seq 300000");
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> decompressed(new ByteArrayInputStream(half)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("zstd ended with status 1: ");
        assertThatThrownBy(() -> decompressed(lost(half))).hasMessage("the connection is lost");
        assertThatThrownBy(() -> decompressed(lost(new byte[0]))).hasMessage("the connection is lost");
    }

    @Test
    void whatIsNothingOfZstdsIsSaidByZstd() {
        byte[] other = "Welcome to this machine\n".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> decompressed(new ByteArrayInputStream(other)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("zstd ended with status 1: ");
    }

    @Test
    void anInterruptionIsHeardThoughNothingComes() throws Exception {
        Object never = new Object();
        InputStream silent = new BlockInput() {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                synchronized (never) {
                    try {
                        while (true) {
                            never.wait();
                        }
                    } catch (InterruptedException ended) {
                        throw new InterruptedIOException("it was interrupted");
                    }
                }
            }
        };
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> decompressed(silent)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
