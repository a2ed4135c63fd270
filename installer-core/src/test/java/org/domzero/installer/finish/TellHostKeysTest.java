package org.domzero.installer.finish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TellHostKeysTest {
    private final List<ProgressEvent> events = new ArrayList<>();
    private final TellHostKeys action = new TellHostKeys("/t", "/var/log/domzero");

    @TempDir
    private Path root = Path.of("");

    @Test
    void readsWhatSshKeygenPrints() {
        assertThat(HostKey.parse(Machines.read("ssh-keygen-l.txt").lines().toList()))
                .extracting(HostKey::type)
                .containsExactly("ECDSA", "ED25519", "RSA", "ED25519", "ED25519");
        assertThat(HostKey.parse(List.of(
                        "256 SHA256:p0APtlMleu9gh40Xyd1BnlMIw3O9CMyD6AoTnLo0Mv8 no comment (ED25519)",
                        "/t/etc/ssh/x.pub is not a public key file.",
                        "")))
                .containsExactly(new HostKey("ED25519", "SHA256:p0APtlMleu9gh40Xyd1BnlMIw3O9CMyD6AoTnLo0Mv8"));
    }

    @Test
    void tellsThemAndKeepsThemBesideTheLog() {
        Machines.write(root.resolve("t/etc/ssh/ssh_host_ed25519_key"), "private");
        Machines.write(root.resolve("t/etc/ssh/ssh_host_ed25519_key.pub"), "public");
        Machines.write(root.resolve("t/etc/ssh/ssh_host_rsa_key.pub"), "public too\n");
        RecordingCommandRunner commands = new RecordingCommandRunner()
                .answer("ssh-keygen -l -f -", "256 SHA256:abc root@live (ED25519)\n3072 SHA256:def root@live (RSA)\n");

        action.perform(new Effects(commands, root, events::add));

        assertThat(commands.commands())
                .extracting(command -> command.line() + ": " + command.input().text())
                .containsExactly("ssh-keygen -l -f -: public\npublic too\n");
        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Message(ProgressEvent.Level.INFO, "SSH host key: SHA256:abc (ED25519)"),
                        new ProgressEvent.Message(ProgressEvent.Level.INFO, "SSH host key: SHA256:def (RSA)"));
        assertThat(root.resolve("var/log/domzero/ssh-host-keys.txt"))
                .hasContent("256 SHA256:abc root@live (ED25519)\n3072 SHA256:def root@live (RSA)");
        assertThat(TellHostKeys.read(root.resolve("var/log/domzero")))
                .containsExactly(new HostKey("ED25519", "SHA256:abc"), new HostKey("RSA", "SHA256:def"));
    }

    @Test
    void withoutKeysOrTheProgramItIsNoFailure() {
        action.perform(new Effects(new RecordingCommandRunner(), root, events::add));
        assertThat(events).isEmpty();
        assertThat(TellHostKeys.read(root.resolve("elsewhere"))).isEmpty();

        Machines.write(root.resolve("t/etc/ssh/ssh_host_rsa_key.pub"), "public");
        action.perform(new Effects(
                (command, onOutput) -> {
                    throw UserError.failed("\"ssh-keygen\" could not be started: no such file", "?");
                },
                root,
                events::add));
        assertThat(events)
                .containsExactly(new ProgressEvent.Message(
                        ProgressEvent.Level.WARNING,
                        "the SSH host keys could not be written down: \"ssh-keygen\" could not be started: no such"
                                + " file"));
    }
}
