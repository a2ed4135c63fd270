package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialLineTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private PipeChannel machine;
    private SerialLine line;

    @BeforeEach
    void connect() throws Exception {
        PipeChannel here = new PipeChannel();
        machine = here.otherSide();
        line = new SerialLine(here, folder.resolve("serial.log"));
    }

    @AfterEach
    void hangUp() {
        line.close();
    }

    @Test
    void movesPastWhatItFound() throws Exception {
        machine.say("boot: 1\r\nboot: 2\r\n");
        Match first = line.expect(Pattern.compile("boot: (\\d)"), LONG);
        Match second = line.expect(Pattern.compile("boot: (\\d)"), LONG);
        assertThat(first.group(1)).isEqualTo("1");
        assertThat(second.group(1)).isEqualTo("2");
        assertThat(second.before()).isEqualTo("\n");
    }

    @Test
    void findsWhatComesInPiecesAndWithEscapeSequences() throws Exception {
        Thread slow = new Thread(() -> {
            try {
                for (String piece : List.of("xen01 lo", "\u001b[", "1mgi", "n\u001b[0", "m: ")) {
                    Thread.sleep(20);
                    machine.say(piece);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        slow.start();
        assertThat(line.expect(Pattern.compile("(\\w+) login: $"), LONG).group(1))
                .isEqualTo("xen01");
        slow.join();
    }

    @Test
    void keepsEscapeSequencesInTheLog() throws Exception {
        machine.say("\u001b[1mready\u001b[0m");
        line.expect("ready", LONG);
        assertThat(line.log()).hasContent("\u001b[1mready\u001b[0m");
    }

    @Test
    void tellsWhichOfSeveralCameFirst() throws Exception {
        machine.say("no disk found, login: ");
        Match match = line.expectAny(List.of(Pattern.compile("login:"), Pattern.compile("no disk")), LONG);
        assertThat(match.pattern()).isEqualTo(1);
    }

    @Test
    void showsTheLastLinesWhenTimeIsUp() throws Exception {
        machine.say("one\r\ntwo\r\n");
        line.expect("one", LONG);
        assertThatThrownBy(() -> line.expect("three", Duration.ofMillis(300)))
                .isInstanceOf(UnmetExpectation.class)
                .hasMessage("waited 300 ms in vain for /\\Qthree\\E/; all that came is in " + line.log()
                        + ", its last lines are\n  | one\n  | two");
    }

    @Test
    void failsAtOnceOnAPanic() throws Exception {
        machine.say("Loading\r\nKernel panic - not syncing\r\nlogin: ");
        assertThatThrownBy(() -> line.expect("login:", LONG))
                .isInstanceOf(UnmetExpectation.class)
                .hasMessageStartingWith("\"Kernel panic\" came while waiting for /\\Qlogin:\\E/;");
    }

    @Test
    void letsAPanicPassThatIsWaitedForOrAllowed() throws Exception {
        machine.say("Panic on CPU 0:\r\n(XEN) Reboot in five seconds\r\nlogin: ");
        line.expect("Panic on CPU", LONG);
        line.failOn(List.of());
        assertThat(line.expect("login:", LONG).before()).contains("Reboot");
    }

    @Test
    void failsAtOnceWhenTheMachineEnds() throws Exception {
        machine.say("Power down\r\n");
        machine.hangUp();
        line.expect("Power down", LONG);
        assertThatThrownBy(() -> line.expect("login:", LONG))
                .isInstanceOf(UnmetExpectation.class)
                .hasMessageStartingWith("the machine ended while waiting for /\\Qlogin:\\E/;");
    }

    @Test
    void typesInPiecesThatFitTheSmallestBuffer() throws Exception {
        Thread typing = new Thread(() -> line.sendLine("0123456789abcdefghij"));
        typing.start();
        assertThat(read()).isEqualTo("0123456789abcdef");
        machine.say("0123456789abcdef");
        assertThat(read()).isEqualTo("ghij\r");
        typing.join();
    }

    @Test
    void findsAMatchFarIntoALongLog() throws Exception {
        String noise = "x".repeat(99) + "\n";
        Thread talk = new Thread(() -> {
            try {
                for (int i = 0; i < 60_000; i++) {
                    machine.say(noise);
                }
                machine.say("the end\r\n");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        talk.start();
        assertThat(line.expect("the end", LONG).text()).isEqualTo("the end");
        talk.join();
        assertThat(Files.size(line.log())).isGreaterThan(6_000_000);
    }

    private String read() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        machine.read(buffer);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
}
