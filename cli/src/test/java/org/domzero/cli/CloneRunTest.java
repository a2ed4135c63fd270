package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneRunTest {
    private static final String ANSWERS = """
            version = 1
            mode = "clone"
            [clone]
            to = "root@127.0.0.1:1"
            host-key = "SHA256:222kKampRGn2i00tuUhNMXaGWz6/4Qtf1tQKh2WziuI"
            ssh-password = "Tr0ub4dor&3"
            name = "old1"
            size = "3GiB"
            new-mac = true
            """;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<String> shown = new ArrayList<>();
    private final List<List<String>> pushed = new ArrayList<>();

    @TempDir
    private Path root = Path.of("");

    private Path medium = Path.of("");

    @BeforeEach
    void bootedFromACd() throws IOException {
        medium = Files.createDirectories(root.resolve("run/live/medium"));
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/mounts"), "/dev/sr0 /run/live/medium iso9660 ro 0 0\n");
    }

    private void answers(String text) throws IOException {
        Files.createDirectories(medium.resolve("domzero"));
        Files.writeString(medium.resolve("domzero/answers.toml"), text);
    }

    private CloneRun run(CloneRun.Pushing pushing) {
        return new CloneRun(root, medium, shown::add, pushing);
    }

    /** The host says two lines, and ends with a status. */
    private CloneRun.Pushing saying(int status) {
        return (clone, extent, effects, words) -> {
            assertThat(extent).isInstanceOf(Push.Extent.Whole.class);
            pushed.add(CloneOptions.of(clone.answers().guest()).arguments());
            words.out().accept("old1: a pv guest");
            words.err().accept("warning: the password is Tr0ub4dor&3");
            return status;
        };
    }

    private int clone(CloneRun run) {
        return run.clone(new KernelCommandLine("domzero.mode=clone"), log -> commands);
    }

    private Path nobodyIsAsked() {
        return root.resolve(CloneRun.NOBODY_IS_ASKED.substring(1));
    }

    private String log() throws IOException {
        return Files.readString(root.resolve("var/log/domzero/clone.log"));
    }

    @Test
    void theMachineIsClonedAndSwitchedOff() throws IOException {
        answers(ANSWERS);
        CloneRun run = run(saying(0));

        assertThat(clone(run)).isZero();

        assertThat(run.leaving()).isTrue();
        assertThat(pushed)
                .containsExactly(List.of("--name", "old1", "--size", "3221225472B", "--bridge", "xenbr0", "--new-mac"));
        assertThat(shown.stream().map(line -> line.replaceFirst("^\\[.*?\\] ", "")))
                .containsExactly(
                        "answers: " + medium + "/domzero/answers.toml, embedded in the installation medium",
                        "cloning this machine to root@127.0.0.1:1",
                        "old1: a pv guest",
                        "warning: the password is Tr0ub4dor&3",
                        "cloned; next: power off",
                        "/dev/sr0 is ejected at the end");
        assertThat(commands.lines()).endsWith("systemctl --no-block poweroff");
        assertThat(root.resolve("run/domzero/eject")).hasContent("/dev/sr0");
        assertThat(log()).contains("old1: a pv guest", "(left out)").doesNotContain("Tr0ub4dor");
    }

    @Test
    void aShellIsLeftAloneByLogins() throws IOException {
        answers(ANSWERS + "[finish]\naction = \"shell\"\n");
        CloneRun run = run(saying(0));

        assertThat(clone(run)).isZero();

        assertThat(run.leaving()).isFalse();
        assertThat(nobodyIsAsked()).exists();
        assertThat(commands.lines()).noneMatch(line -> line.startsWith("systemctl"));
    }

    @Test
    void whatTheHostCouldNotDoEndsAtAShell() throws IOException {
        answers(ANSWERS);
        CloneRun run = run(saying(3));

        assertThat(clone(run)).isEqualTo(3);

        assertThat(run.leaving()).isFalse();
        assertThat(shown)
                .anySatisfy(line -> assertThat(line).contains("the clone is not done: root@127.0.0.1:1 has said why"))
                .last()
                .isEqualTo("Nothing more will happen by itself, and the machine's disks are as they were. A shell"
                        + " follows: 'systemctl start domzero-clone' tries again and goes on where it was; the log is in"
                        + " /var/log/domzero/clone.log, and 'domzero bundle' packs all that helps to find out more.");
        assertThat(nobodyIsAsked()).exists();
        assertThat(commands.lines()).noneMatch(line -> line.startsWith("systemctl"));
    }

    @Test
    void anErrorIsToldOnTheConsolesAndInTheLog() throws IOException {
        answers(ANSWERS);
        CloneRun run = run((clone, extent, effects, words) -> {
            throw UserError.failed("the connection was lost", "look at the cable");
        });

        assertThat(clone(run)).isEqualTo(1);

        assertThat(shown).contains("error: the connection was lost", "  hint: look at the cable");
        assertThat(log()).contains("error: the connection was lost");
        assertThat(run.leaving()).isFalse();
        assertThat(nobodyIsAsked()).exists();
    }

    /** The real push, at a port where nobody listens: before anything is done to the disks. */
    @Test
    void aHostThatIsNotThereIsNamed() throws IOException {
        answers(ANSWERS);
        CloneRun run = run(AnsweredClone::push);

        assertThat(clone(run)).isEqualTo(1);

        assertThat(shown)
                .anySatisfy(line -> assertThat(line).startsWith("error: ").contains("127.0.0.1"));
        assertThat(commands.lines()).noneMatch(line -> line.matches("(blockdev|mdadm|vgchange|mount) .*"));
        assertThat(root.resolve("run/domzero/p2v/ssh-key")).doesNotExist();
    }

    @Test
    void aKeyIsOnDiskOnlyWhileItIsNeeded() throws IOException {
        answers(
                ANSWERS.replaceFirst(
                        "ssh-password = .*",
                        "ssh-key = \"-----BEGIN OPENSSH PRIVATE KEY-----\\\\nbm8=\\\\n-----END OPENSSH PRIVATE KEY-----\\\\n\""));
        CloneRun run = run(AnsweredClone::push);

        assertThat(clone(run)).isEqualTo(2);

        assertThat(shown)
                .anySatisfy(line -> assertThat(line).contains("ssh-key is not a private key that can be used here"));
        assertThat(root.resolve("run/domzero/p2v/ssh-key")).doesNotExist();
    }

    @Test
    void answersThatInstallAreRefusedAndSomebodyIsAskedAsEver() throws IOException {
        answers(Ran.domzero("answers", "example").out());
        CloneRun run = run(saying(0));

        assertThat(clone(run)).isEqualTo(2);

        assertThat(pushed).isEmpty();
        assertThat(shown)
                .contains(
                        "error: " + medium + "/domzero/answers.toml:1:1: these answers install a host; this machine is"
                                + " to be cloned, and nothing else")
                .noneMatch(line -> line.contains("Nothing more will happen"));
        assertThat(nobodyIsAsked()).doesNotExist();
    }

    @Test
    void withoutAnswersSomebodyIsAskedAsEver() {
        CloneRun run = run(saying(0));

        assertThat(clone(run)).isZero();

        assertThat(pushed).isEmpty();
        assertThat(shown).isEmpty();
        assertThat(run.leaving()).isFalse();
        assertThat(nobodyIsAsked()).doesNotExist();
        assertThat(root.resolve("var/log/domzero")).doesNotExist();
    }

    @Test
    void answersThatAreNamedAndNotThereAreAnError() {
        CloneRun run = run(saying(0));

        assertThat(run.clone(new KernelCommandLine("domzero.answers=/nowhere.toml"), log -> commands))
                .isEqualTo(2);

        assertThat(shown)
                .anySatisfy(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "error: /nowhere.toml (named by domzero.answers= on the kernel command line) cannot be read"));
        assertThat(nobodyIsAsked()).exists();
    }

    @Test
    void theLiveSystemsCallIsKnownByItsWords() throws IOException {
        assertThat(live("domzero-clone.service"))
                .contains("\nExecStart=/usr/bin/domzero " + String.join(" ", UnattendedClone.CALL) + "\n")
                .contains("\nConditionKernelCommandLine=domzero.mode=clone\n");
        assertThat(live("domzero-installer.service")).contains("\nConditionKernelCommandLine=!domzero.mode=clone\n");
        assertThat(live("domzero-clone.sh")).contains("[ ! -e " + CloneRun.NOBODY_IS_ASKED + " ]");
        assertThat(live("getty-after-installer.conf")).contains(" domzero-clone.service\n");
        assertThat(live("domzero-live.target")).contains(" domzero-clone.service\n");
    }

    private static String live(String name) throws IOException {
        try (InputStream resource = Domzero.class.getResourceAsStream("/org/domzero/iso/live/" + name)) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsSaidTwiceIsRefused() throws IOException {
        Path file = Files.writeString(root.resolve("old1.toml"), ANSWERS);

        Ran ran = Ran.domzero("p2v", "push", "--answers", file.toString(), "--to", "root@xen02", "--new-mac", "--plan");

        assertThat(ran).isEqualTo(new Ran(2, "", """
                error: --answers says all, and --new-mac, --to is given too
                  hint: write it into the answer file: 'domzero answers example --mode clone' shows how
                """));
        Ran install = Ran.domzero(
                "p2v",
                "push",
                "--answers",
                Files.writeString(file, Ran.domzero("answers", "example").out()).toString());
        assertThat(install.status()).isEqualTo(2);
        assertThat(install.err()).contains("these answers install a host");
    }
}
