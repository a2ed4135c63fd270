package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessStarterTest {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private RunningProgram start(String... argv) {
        return new ProcessStarter().start(Command.of(argv), said::add);
    }

    @Test
    void bytesGoBothWaysAtOnce() throws Exception {
        try (RunningProgram cat = start("cat")) {
            byte[] sent = new byte[1 << 20];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) i;
            }
            Thread feeding = new Thread(() -> {
                try (OutputStream input = cat.input()) {
                    input.write(sent);
                } catch (java.io.IOException e) {
                    said.add(e.toString());
                }
            });
            feeding.start();
            assertThat(cat.output().readAllBytes()).isEqualTo(sent);
            assertThat(cat.status()).isZero();
        }
        assertThat(said).isEmpty();
    }

    @Test
    void complaintsAreHeardByTheByteBeforeTheStatus() throws Exception {
        try (RunningProgram sh = start("sh", "-c", "printf 'one\\nnot \\351 UTF-8\\nlast' >&2; exit 3")) {
            assertThat(sh.status()).isEqualTo(3);
        }
        assertThat(said).containsExactly("one", "not \u00e9 UTF-8", "last");
    }

    @Test
    void oneThatWasEndedTellsBySignal() throws Exception {
        try (RunningProgram sh = start("sh", "-c", "kill -9 $$")) {
            assertThat(sh.status()).isEqualTo(137);
        }
    }

    @Test
    void whatItStartedEndsWithIt() throws Exception {
        RunningProgram sh = start("sh", "-c", "sleep 600 & echo $!; wait");
        byte[] line = new byte[16];
        int read = sh.output().read(line);
        long child = Long.parseLong(new String(line, 0, read, StandardCharsets.US_ASCII).strip());
        sh.end();
        assertThat(sh.status()).isGreaterThan(128);
        ProcessHandle.of(child).ifPresent(left -> {
            try {
                left.onExit().get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void anInterruptionEndsTheWait() throws Exception {
        try (RunningProgram sleep = start("sleep", "600")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(sleep::status).hasMessage("it was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> start("no-such-program"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("\"no-such-program\" could not be started");
    }
}
