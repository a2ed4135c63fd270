package org.domzero.p2v.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RemoteCommandsTest {
    @TempDir
    private Path root;

    private TestServer server;
    private SshSession session;
    private RemoteCommands commands;

    @BeforeEach
    void connect() throws IOException {
        server = new TestServer().start();
        KnownHosts hosts = new KnownHosts(new Effects(new RecordingCommandRunner(), root, event -> {}), "/known_hosts");
        session = SshSession.connect(
                server.address(),
                new Credential.Password(new Secret.Given(TestServer.PASSWORD)),
                new SshOptions(
                        hosts,
                        HostKeyTrust.fingerprint(server.hostKey().fingerprint()),
                        Algorithms.MODERN,
                        SshLimits.USUAL));
        commands = new RemoteCommands(session);
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        server.close();
    }

    @Test
    void areRunAsTheyWouldBeHere() {
        List<String> heard = new ArrayList<>();
        CommandResult result = commands.tryRun(
                Command.of(
                                "sh",
                                "-c",
                                "cat; printf '%s\\n' \"$@\"; echo no >&2; exit 3",
                                "sh",
                                "it's",
                                "$HOME\n",
                                "K\u00f6ln")
                        .withInput("\u00fcber\n"),
                heard::add);

        assertThat(result).isEqualTo(new CommandResult(3, "\u00fcber\nit's\n$HOME\n\nK\u00f6ln\n", "no"));
        assertThat(heard).startsWith("\u00fcber", "it's");
        assertThat(commands.run("printenv", "LC_ALL").output()).isEqualTo("C.UTF-8\n");
        assertThat(commands.tryRun(Command.of("no-such-program-here")).status()).isEqualTo(127);
        assertThat(commands.tryRun(Command.of("sh", "-c", "kill -KILL $$")).status())
                .isEqualTo(128);
        assertThatThrownBy(() -> commands.run("false")).hasMessage("\"false\" ended with status 1");
    }

    @Test
    void oneThatHangsIsEnded() {
        assertThatThrownBy(() -> commands.tryRun(Command.of("sleep", "100").withLimit(Duration.ofSeconds(1))))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("\"sleep 100\" was still running on root@127.0.0.1");
    }

    @Test
    void whatTakesBackIsRunInAThreadThatWasInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(commands.run("echo", "back").output()).isEqualTo("back\n");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aLostConnectionIsAnError() {
        session.close();
        assertThatThrownBy(() -> commands.tryRun(Command.of("true")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was lost");
    }
}
