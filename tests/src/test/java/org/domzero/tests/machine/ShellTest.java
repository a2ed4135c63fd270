package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real, interactive bash on a terminal of its own, with echo, line editing and bracketed paste. */
class ShellTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Process bash;
    private SerialLine line;
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("script", "-qfc", "bash --norc -i", "/dev/null").redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("PS1", "\\e[1m@@1:0@\\e[0m# ");
        builder.environment().put("HISTFILE", "");
        bash = builder.start();
        line = new SerialLine(new ProcessChannel(bash), folder.resolve("serial.log"));
        shell = line.shell();
    }

    @AfterEach
    void end() {
        bash.descendants().forEach(ProcessHandle::destroyForcibly);
        bash.destroyForcibly();
        line.close();
    }

    @Test
    void tellsOutputAndStatusFromTheEcho() {
        ShellResult result = shell.run("echo one; echo two >&2; (exit 7)", LONG);
        assertThat(result.output()).isEqualTo("one\ntwo");
        assertThat(result.status()).isEqualTo(7);
        assertThat(shell.run("printf unended", LONG)).isEqualTo(new ShellResult("printf unended", "unended", 0));
        assertThat(shell.run("true", LONG).output()).isEmpty();
    }

    @Test
    void runsALineThatTheTerminalWraps() {
        String words = "word ".repeat(30).strip();
        assertThat(shell.run("echo " + words, LONG).output()).isEqualTo(words);
    }

    @Test
    void runsAScriptOfManyLines() {
        StringBuilder script = new StringBuilder("set -e\n");
        for (int i = 0; i < 40; i++) {
            script.append("echo 'line ").append(i).append(" $HOME äöü \"quoted\"'\n");
        }
        ShellResult result = shell.runScript(script + "exit 3", LONG);
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.output().lines()).hasSize(40).element(39).isEqualTo("line 39 $HOME äöü \"quoted\"");
    }

    @Test
    void saysWhatACommandSaidThatHadToSucceed() {
        assertThatThrownBy(() -> shell.run("echo no such disk; false", LONG).orFail())
                .isInstanceOf(UnmetExpectation.class)
                .hasMessage("\"echo no such disk; false\" ended with status 1 in the guest; it said\nno such disk");
    }

    @Test
    void doesNotTakeALateMarkForThatOfTheNextCommand() {
        assertThatThrownBy(() -> shell.run("sleep 1; echo late", Duration.ofMillis(100)))
                .isInstanceOf(UnmetExpectation.class);
        assertThat(shell.run("echo next", LONG).output()).isEqualTo("next");
    }

    private record ProcessChannel(Process process, ReadableByteChannel from, WritableByteChannel to)
            implements ByteChannel {
        ProcessChannel(Process process) {
            this(
                    process,
                    Channels.newChannel(process.getInputStream()),
                    Channels.newChannel(process.getOutputStream()));
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return from.read(buffer);
        }

        @Override
        public int write(ByteBuffer buffer) throws IOException {
            int written = to.write(buffer);
            process.getOutputStream().flush();
            return written;
        }

        @Override
        public boolean isOpen() {
            return process.isAlive();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
        }
    }
}
