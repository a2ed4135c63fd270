package org.domzero.installer.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.Processor;
import org.domzero.installer.facts.Product;
import org.domzero.installer.facts.Virtualization;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    private static final String MEDIUM = "/run/live/medium";
    private static final String HASH =
            "$6$zaMjnFZaNLx3bp8c$TuH/5NMSGfHVhfDRUFPPj8fJrScJRM6y6L0.89rdFS8ZBnrc6U2W61RURwP0NyvEunVKzxXZvs/BJO8mUwKUM1";
    private static final String OTHER_HASH =
            "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$79loZfbnLsy21CForC0MGHrjr3SSPg5rY33S2lNUU7B";
    private static final String KEY = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW";
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen01"
            root-password = "correct horse"
            [storage]
            system-disk = "/dev/sda"
            [finish]
            script = "#!/bin/sh\\necho t0ken\\n"
            webhook = "https://ops:s3cr3tpw@deploy.example.org/hook/T0KEN"
            """;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    @TempDir
    private Path root = Path.of("");

    @TempDir
    private Path out = Path.of("");

    @BeforeEach
    void machine() {
        write(
                "etc/shadow",
                "root:" + HASH + ":20000:0:99999:7:::\nops:!" + OTHER_HASH + ":1::::::\ndaemon:*:1::::::\n");
        write(
                "etc/ssh/ssh_host_ed25519_key",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n" + KEY + "\n-----END OPENSSH PRIVATE KEY-----\n");
        write("etc/domzero/answers.toml", ANSWERS);
        write("var/log/domzero/install.log", "[ 0.0 s] installed\n");
        write("boot/domzero/extlinux/extlinux.conf", "default a\n");
        write("boot/domzero/a/2/xen.cfg", "[global]\n");
        write("boot/domzero/a/2/generation.json", "{}\n");
        write("boot/domzero/a/2/vmlinuz", "MZ");
        write("etc/domzero/boot.toml", "timeout = 5\n");
        write("boot/domzero/loader/entries/domzero-a.conf", "title Xen\n");
        write("proc/cmdline", "boot=live\n");
    }

    private void write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static MachineFacts facts() {
        return new MachineFacts(
                new Product("Example", "Server", "S1"),
                Firmware.BIOS,
                false,
                new Processor("AMD EPYC", 8, true, Virtualization.SVM),
                ByteSize.gibibytes(64),
                null,
                false,
                null,
                List.of(),
                List.of());
    }

    private String collect(CommandRunner runner, Supplier<MachineFacts> facts) throws IOException {
        Bundle.collect(out, MEDIUM, facts, new Effects(runner, root, Progress.SILENT));
        return Files.readString(out.resolve("bundle.txt"));
    }

    private String collect() throws IOException {
        return collect(commands, BundleTest::facts);
    }

    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void answersThatCloneAreInItWithoutTheirSecrets() throws IOException {
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + KEY.toLowerCase(Locale.ROOT)
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
        write("run/live/medium/domzero/answers.toml", """
                version = 1
                mode = "clone"
                [clone]
                to = "root@xen01"
                host-key = "SHA256:222kKampRGn2i00tuUhNMXaGWz6/4Qtf1tQKh2WziuI"
                ssh-password = "battery staple"
                ssh-key = '''
                %s'''
                """.formatted(key));
        write("var/log/domzero/clone.log", "warning: battery staple\n");

        assertThat(collect())
                .contains(
                        "answers-of-the-medium.toml: /run/live/medium/domzero/answers.toml\n",
                        "MISSING log/clone.log: /var/log/domzero/clone.log: left out,");
        assertThat(out.resolve("answers-of-the-medium.toml"))
                .content()
                .contains("to = \"root@xen01\"\n", "ssh-key = \"(left out)\"\n");
        assertThat(everything()).doesNotContain("battery staple", KEY.toLowerCase(Locale.ROOT));
    }

    @Test
    void collectsWhatTheMachineKnows() throws IOException {
        commands.answer("journalctl", "a line of the journal\n")
                .answer("lsblk", "{}\n")
                .answer("dmesg", "Linux\n");

        String index = collect();

        assertThat(index)
                .startsWith("domzero ")
                .contains(
                        "answers.toml: /etc/domzero/answers.toml\n",
                        "facts.json: domzero probe --json\n",
                        "journal.txt: journalctl --boot --output short-precise --lines 20000 --no-pager\n",
                        "log/install.log: /var/log/domzero/install.log\n",
                        "boot/extlinux.conf: /boot/domzero/extlinux/extlinux.conf\n",
                        "boot/entries/domzero-a.conf: ",
                        "boot/a/2/xen.cfg: /boot/domzero/a/2/xen.cfg\n",
                        "boot/a/2/generation.json: /boot/domzero/a/2/generation.json\n",
                        "boot/boot.toml: /etc/domzero/boot.toml\n",
                        "MISSING boot/loader.conf: /boot/domzero/loader/loader.conf: no such file or directory\n")
                .doesNotContain("vmlinuz");
        assertThat(out.resolve("journal.txt")).hasContent("a line of the journal");
        assertThat(out.resolve("log/install.log")).hasContent("[ 0.0 s] installed");
        assertThat(out.resolve("facts.json")).content().contains("\"AMD EPYC\"");
        assertThat(commands.lines()).noneMatch(line -> line.startsWith("xl") || line.startsWith("efibootmgr"));
        assertThat(commands.commands())
                .allMatch(command -> command.limit().toMinutes() <= 1)
                .isNotEmpty();
    }

    @Test
    void asksXenAndTheFirmwareWhereTheyAre() throws IOException {
        write("sys/hypervisor/type", "xen\n");
        write("sys/firmware/efi/fw_platform_size", "64\n");

        collect();

        assertThat(commands.lines()).contains("xl info", "xl dmesg", "xl list --verbose", "efibootmgr --verbose");
    }

    @Test
    void answersHaveWordsInThePlaceOfSecrets() throws IOException {
        collect();

        assertThat(out.resolve("answers.toml"))
                .content()
                .contains("hostname = \"xen01\"", "root-password = \"(left out)\"", "script = \"(left out)\"");
        assertThat(everything()).doesNotContain("correct horse", "t0ken", "T0KEN", "s3cr3tpw");
    }

    @Test
    void aFileThatHoldsASecretIsLeftOut() throws IOException {
        for (String secret : List.of(
                HASH,
                OTHER_HASH,
                KEY,
                "correct horse",
                "#!/bin/sh\necho t0ken",
                "https://ops:s3cr3tpw@deploy.example.org/hook/T0KEN",
                "/hook/T0KEN",
                "ops:s3cr3tpw",
                "-----BEGIN RSA PRIVATE KEY-----\nx")) {
            write("var/log/domzero/install.log", "before " + secret + " after\n");

            String index = collect();

            assertThat(index)
                    .as(secret)
                    .contains("MISSING log/install.log: /var/log/domzero/install.log: left out, as it holds a secret of"
                            + " this machine\n");
            assertThat(out.resolve("log/install.log")).doesNotExist();
            assertThat(everything()).doesNotContain(secret);
        }
    }

    @Test
    void commandsAreLookedThroughToo() throws IOException {
        commands.answer("journalctl", "usermod -p " + HASH + "\n")
                .answer("dmesg", new CommandResult(1, "", "dmesg: " + OTHER_HASH));

        String index = collect();

        assertThat(index).contains("MISSING journal.txt: ", "MISSING dmesg.txt: dmesg: status 1: dmesg: (left out)\n");
        assertThat(everything()).doesNotContain(HASH, OTHER_HASH);
    }

    @Test
    void credentialsOfAddressesAreTakenOutOfWhatStays() throws IOException {
        write("proc/cmdline", "boot=live domzero.answers=https://deploy:pw1@10.0.0.1/xen01.toml?t=T1 quiet\n");

        collect();

        assertThat(out.resolve("kernel-command-line.txt"))
                .hasContent("boot=live domzero.answers=https://(left out)@10.0.0.1/xen01.toml?(left out) quiet");
    }

    @Test
    void answersOfTheMediumAndTheKernelsCommandLineAreFoundAndWrongOnesToldNotShown() throws IOException {
        Files.delete(root.resolve("etc/domzero/answers.toml"));
        write("run/live/medium/domzero/answers.toml", ANSWERS.replace("version = 1", "versoin = 1"));
        write("srv/rack7.toml", ANSWERS);
        write("proc/cmdline", "domzero.answers=/srv/rack7.toml\n");

        String index = collect();

        assertThat(index)
                .contains(
                        "answers-of-the-medium.toml: /srv/rack7.toml\n",
                        "MISSING answers: /run/live/medium/domzero/answers.toml: error: ",
                        "unknown key versoin");
        assertThat(everything()).doesNotContain("correct horse");
    }

    @Test
    void whatFailsIsNotedAndTheRestCollected() throws IOException {
        String index = collect(
                (command, onOutput) -> {
                    throw UserError.failed("\"" + command.argv().get(0) + "\" could not be started: no", "?");
                },
                () -> {
                    throw new IllegalStateException("no disks");
                });

        assertThat(index)
                .contains(
                        "MISSING facts.json: domzero probe --json: no disks\n",
                        "MISSING dmesg.txt: dmesg: \"dmesg\" could not be started: no\n",
                        "log/install.log: ");
    }

    @Test
    void packsItForItsOwnerOnly() throws IOException {
        Path file = out.resolve("b.tar.gz");
        CommandRunner real = new ProcessCommandRunner();

        Bundle.write(
                file,
                "domzero-bundle-xen01",
                MEDIUM,
                BundleTest::facts,
                new Effects(
                        (command, onOutput) ->
                                (command.argv().get(0).equals("tar") ? real : commands).tryRun(command, onOutput),
                        root,
                        Progress.SILENT));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(real.run(Command.of("tar", "--list", "--file", file.toString()))
                        .lines())
                .contains(
                        "domzero-bundle-xen01/",
                        "domzero-bundle-xen01/bundle.txt",
                        "domzero-bundle-xen01/log/install.log");
        assertThat(out).isDirectoryContaining(path -> path.equals(file));
        assertThat(Objects.requireNonNull(out.toFile().list())).containsExactly("b.tar.gz");
    }

    @Test
    void anotherFileIsNotReplaced() throws IOException {
        Path file = Files.writeString(out.resolve("b.tar.gz"), "precious");

        UserError error = catchThrowableOfType(
                UserError.class,
                () -> Bundle.write(file, "x", MEDIUM, BundleTest::facts, new Effects(commands, root, Progress.SILENT)));

        assertThat(error.render())
                .isEqualTo("error: " + file + " is there already\n  hint: name another file with --output");
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(file).hasContent("precious");
    }

    @Test
    void aPlaceThatIsNotThereIsTold() {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> Bundle.write(
                        out.resolve("none/b.tar.gz"),
                        "x",
                        MEDIUM,
                        BundleTest::facts,
                        new Effects(commands, root, Progress.SILENT)));

        assertThat(error.render())
                .isEqualTo("error: " + out + "/none/b.tar.gz cannot be written: no such file or directory\n"
                        + "  hint: name a place with free space with --output");
    }
}
