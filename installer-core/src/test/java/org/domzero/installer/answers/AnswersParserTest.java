package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.domzero.installer.answers.AnswerFiles.complaints;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.domzero.partitioner.DiskSelector;
import org.domzero.partitioner.Policy;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersParserTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsEveryKey() {
        assertThat(AnswerFiles.answers(AnswerFiles.FULL))
                .isEqualTo(new Answers(
                        new Answers.Host(
                                "xen01.example.org",
                                ZoneId.of("Europe/Berlin"),
                                new Keymap("de", "nodeadkeys"),
                                new RootPassword.Hash(AnswerFiles.HASH),
                                List.of(new SshPublicKey(
                                        "ssh-ed25519",
                                        "AAAAC3NzaC1lZDI1NTE5AAAAIHIwdAKZcBzicGM12J10RLXGtUSxN7W/dvPUU+Yq7aE+",
                                        "ops@example.org")),
                                List.of("ntp.example.org", "192.0.2.123", "2001:db8::123")),
                        new Answers.Network(
                                new UplinkChoice.Bond(
                                        List.of(
                                                new InterfaceChoice.Mac("52:54:00:12:34:ab"),
                                                new InterfaceChoice.Name("enp2s0")),
                                        UplinkChoice.Bond.Mode.LACP),
                                12,
                                new Ipv4Choice.Static(
                                        new Ipv4Network(new Ipv4Address(0xC000020A), 24), new Ipv4Address(0xC0000201)),
                                new Ipv6Choice.Static(
                                        new Ipv6Network(new Ipv6Address(0x20010DB8_00000000L, 0x10), 64),
                                        new Ipv6Address(0xFE80L << 48, 1)),
                                List.of(new Ipv4Address(0xC0000235), new Ipv6Address(0x20010DB8_00000000L, 0x53))),
                        new Answers.Storage(
                                new DiskSelector(
                                        null,
                                        null,
                                        null,
                                        "INTEL*",
                                        ByteSize.gibibytes(100),
                                        null,
                                        null,
                                        DiskSelector.Pick.SMALLEST),
                                List.of(
                                        DiskSelector.byPath("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"),
                                        new DiskSelector(
                                                "/dev/sdb",
                                                "S3Z8NB0K123456",
                                                "0x5",
                                                null,
                                                null,
                                                new ByteSize(2_000_000_000_000L),
                                                "nvme",
                                                null)),
                                Policy.ExistingData.ERASE,
                                UUID.fromString("0b6f3a52-7f0c-4d3e-9a41-2c5d8e6f7a90")),
                        new Answers.Xen(new Dom0Memory.Fixed(ByteSize.mebibytes(1536)), "iommu=verbose"),
                        new Answers.Console(new SerialChoice.Port(new SerialPort(2, 9600, "8n1"))),
                        new Answers.Finish(
                                FinishAction.POWEROFF,
                                new FinishScript("#!/bin/sh\necho 'done'\n"),
                                new Webhook("https://ops:s3cr3t@deploy.example.org/hook?x=1"))));
    }

    @Test
    void fillsInTheDefaults() {
        Answers answers = AnswerFiles.answers(AnswerFiles.SMALLEST);
        assertThat(answers)
                .isEqualTo(new Answers(
                        new Answers.Host(
                                "xen01",
                                ZoneId.of("Etc/UTC"),
                                new Keymap("us", ""),
                                null,
                                List.of(SshPublicKey.parse(AnswerFiles.ED25519)),
                                List.of()),
                        new Answers.Network(
                                new UplinkChoice.FirstWithLink(),
                                null,
                                new Ipv4Choice.Dhcp(),
                                new Ipv6Choice.Auto(),
                                List.of()),
                        new Answers.Storage(
                                DiskSelector.byPath("/dev/sda"), List.of(), Policy.ExistingData.REFUSE, null),
                        new Answers.Xen(new Dom0Memory.Auto(), ""),
                        new Answers.Console(new SerialChoice.Auto()),
                        new Answers.Finish(FinishAction.REBOOT, null, null)));
    }

    @Test
    void takesDottedKeysAndWindowsLineEnds() {
        String dotted = "host.hostname = \"xen01\"\nversion = 1\nhost.ssh-authorized-keys = [\"" + AnswerFiles.ED25519
                + "\"]\nstorage = { system-disk = { path = \"/dev/sda\" } }\n";
        assertThat(AnswerFiles.answers(dotted)).isEqualTo(AnswerFiles.answers(AnswerFiles.SMALLEST));
        assertThat(AnswerFiles.answers(AnswerFiles.SMALLEST.replace("\n", "\r\n")))
                .isEqualTo(AnswerFiles.answers(AnswerFiles.SMALLEST));
    }

    @Test
    void knowsWhereEveryAnswerStands() {
        assertThat(AnswersParser.parse("a.toml", AnswerFiles.FULL).places())
                .containsEntry("version", new Place("a.toml", 1, 1))
                .containsEntry("storage", new Place("a.toml", 20, 1))
                .containsEntry("storage.system-disk", new Place("a.toml", 21, 1))
                .containsEntry("storage.system-disk.min-size", new Place("a.toml", 21, 35))
                .containsEntry("storage.repository-disks[0]", new Place("a.toml", 23, 3))
                .containsEntry("storage.repository-disks[1].path", new Place("a.toml", 24, 83));
        assertThat(AnswersParser.parse("a.toml", AnswerFiles.SMALLEST).places())
                .containsOnlyKeys(
                        "version",
                        "host",
                        "host.hostname",
                        "host.ssh-authorized-keys",
                        "host.ssh-authorized-keys[0]",
                        "storage",
                        "storage.system-disk");
    }

    @Test
    void tellsAllProblemsInTheOrderOfTheFile() {
        assertThat(complaints("""
                                version = 1
                                timezone = "Europe/Berlin"

                                [storage]
                                repository-disks = ["/dev/sdb", { modle = "X*" }, { size = 1, min-size = "big" }, 7]

                                [host]
                                hostname = 12
                                hostkey = "x"
                                root_password = "geheim"

                                [netwrok]
                                address = "dhcp"
                                """)).isEqualTo("""
                        error: answers.toml:2:1: unknown key timezone
                          hint: did you mean host.timezone?
                        error: answers.toml:4:1: storage.system-disk is missing
                          hint: for example, under [storage]: system-disk = { model = "INTEL*", min-size = "100GiB", pick = "smallest" }
                        error: answers.toml:5:35: unknown key storage.repository-disks[1].modle
                          hint: did you mean storage.repository-disks[1].model?
                        error: answers.toml:5:53: unknown key storage.repository-disks[2].size
                          hint: did you mean storage.repository-disks[2].min-size or storage.repository-disks[2].max-size?
                        error: answers.toml:5:63: storage.repository-disks[2].min-size: "big" is not a size such as 512MiB or 100GiB
                          hint: for example: min-size = "100GiB"
                        error: answers.toml:5:83: storage.repository-disks[3]: wanted a string or table, found the integer 7
                          hint: for example: repository-disks = ["/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"]
                        error: answers.toml:7:1: host: nobody could log in: there is no ssh-authorized-keys, root-password-hash or root-password
                          hint: give at least one of them; 'openssl passwd -6' makes a root-password-hash
                        error: answers.toml:8:1: host.hostname: wanted a string, found the integer 12
                          hint: for example: hostname = "xen01.example.org"
                        error: answers.toml:9:1: unknown key host.hostkey
                          hint: the keys here are hostname, timezone, keymap, root-password-hash, root-password, ssh-authorized-keys, ntp-servers
                        error: answers.toml:10:1: unknown key host.root_password
                          hint: did you mean host.root-password?
                        error: answers.toml:12:1: unknown table [netwrok]
                          hint: did you mean [network]?
                        """);
    }

    @Test
    void placesWhatIsMissingAtTheTableOrAtTheBeginning() {
        assertThat(complaints("# nothing yet\n\n[host]\n")).isEqualTo("""
                        error: answers.toml:1:1: version is missing
                          hint: the file begins with: version = 1
                        error: answers.toml:1:1: storage.system-disk is missing
                          hint: for example, under [storage]: system-disk = { model = "INTEL*", min-size = "100GiB", pick = "smallest" }
                        error: answers.toml:3:1: host.hostname is missing
                          hint: for example, under [host]: hostname = "xen01.example.org"
                        error: answers.toml:3:1: host: nobody could log in: there is no ssh-authorized-keys, root-password-hash or root-password
                          hint: give at least one of them; 'openssl passwd -6' makes a root-password-hash
                        """);
    }

    @Test
    void leavesTheRestOfAnotherVersionAlone() {
        assertThat(complaints("version = 2\n[new-table]\n")).isEqualTo("""
                        error: answers.toml:1:1: version 2 is not known to this program, which reads version 1
                          hint: take the answer file and the program from the same release
                        """);
    }

    @Test
    void tellsWrongTypesByName() {
        String text = AnswerFiles.SMALLEST.replace("version = 1", "version = \"1\"") + """
                  existing-data = true
                  repository-disks = "/dev/sdb"
                  erase-repository = 2026-11-23
                  [network]
                  dns = ["192.0.2.53", ["192.0.2.54"]]
                  address = {}
                  gateway = 192.0
                  bond = ["eno1", "eno2"]
                  vlan = "12"
                  address6 = 64
                  [[finish]]
                  action = "reboot"
                  """;
        assertThat(complaints(text)).isEqualTo("""
                        error: answers.toml:1:1: version: wanted an integer, found the string "1"
                          hint: for example: version = 1
                        error: answers.toml:7:1: storage.existing-data: wanted a string, found the boolean true
                          hint: for example: existing-data = "erase"
                        error: answers.toml:8:1: storage.repository-disks: wanted an array of strings or tables, found the string "/dev/sdb"
                          hint: for example: repository-disks = ["/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"]
                        error: answers.toml:9:1: storage.erase-repository: wanted a string, found the date or time 2026-11-23
                          hint: for example: erase-repository = "0b6f3a52-7f0c-4d3e-9a41-2c5d8e6f7a90"
                        error: answers.toml:11:22: network.dns[1]: wanted a string, found an array
                          hint: for example: dns = ["192.0.2.53", "2001:db8::53"]
                        error: answers.toml:12:1: network.address: wanted a string, found a table
                          hint: for example: address = "192.0.2.10/24"
                        error: answers.toml:13:1: network.gateway: wanted a string, found the number 192.0
                          hint: for example: gateway = "192.0.2.1"
                        error: answers.toml:14:1: network.bond: wanted a table, found an array
                          hint: for example: bond = { interfaces = ["52:54:00:12:34:56", "enp2s0"], mode = "lacp" }
                        error: answers.toml:15:1: network.vlan: wanted an integer, found the string "12"
                          hint: for example: vlan = 12
                        error: answers.toml:16:1: network.address6: wanted a string, found the integer 64
                          hint: for example: address6 = "2001:db8::10/64"
                        error: answers.toml:17:1: finish: wanted a table, found something else
                          hint: its keys follow the line [finish]
                        """);
    }

    @Test
    void tellsWhatIsNotTomlAndWhatElseIsWrong() {
        assertThat(complaints("""
                                version = 1
                                [host]
                                hostname = xen01
                                keymap = "d e"
                                timezone = "Europe/Berlin
                                ntp-servers =
                                nmae = "C:\\dom0"
                                x = 1
                                """)).isEqualTo("""
                        error: answers.toml:3:12: unexpected 'x', expected a value
                          hint: text stands in quotes: key = "text"
                        error: answers.toml:4:1: host.keymap: "d e" is not a keyboard layout such as "us" or "de(nodeadkeys)"
                          hint: for example: keymap = "de(nodeadkeys)"
                        error: answers.toml:5:26: unexpected end of line, expected " or a character
                          hint: text ends on its line, with the quote it begins with
                        error: answers.toml:6:14: unexpected end of line, expected a value
                          hint: a key has its value on the same line: key = "text"
                        error: answers.toml:7:11: invalid escape sequence '\\d'
                          hint: in double quotes a backslash is written \\\\; in single quotes it stands for itself
                        error: answers.toml:8:1: unknown key host.x
                          hint: the keys here are hostname, timezone, keymap, root-password-hash, root-password, ssh-authorized-keys, ntp-servers
                        """);
    }

    @Test
    void blamesNoKeyForABrokenHeaderAboveIt() {
        assertThat(complaints("version = 1\n[host]\nhostname = \"a\"\n[storage\nsystem-disk = \"/dev/sda\"\n"))
                .isEqualTo("""
                        error: answers.toml:4:9: unexpected end of line, expected ]
                          hint: a table's header is its name in brackets on a line of its own: [host]
                        """);
        assertThat(complaints("version = 1\n[host]\n[host]\nhostname = a\n")).isEqualTo("""
                        error: answers.toml:3:1: host previously defined at line 2, column 1
                          hint: keep one of the two: a table has one header, and a key one value
                        error: answers.toml:4:12: unexpected 'a', expected a value
                          hint: text stands in quotes: key = "text"
                        """);
    }

    @Test
    void showsNoPasswordWhateverIsWrongWithIt() {
        String secret = "Tr0ub4dor&3";
        for (String wrong : List.of(
                "root-password = \"a\"Tr0ub4dor&3\"",
                "root-password = 'a' Tr0ub4dor",
                "root-password = 1Tr0ub4dor",
                "root-password = [\"Tr0ub4dor&3\"]",
                "root-password = \"Tr0ub4dor&3\\u0007\"",
                "root-passwd = \"Tr0ub4dor&3\"",
                "root-password-hash = \"Tr0ub4dor&3\"")) {
            assertThat(complaints("[host]\n" + wrong + "\n")).doesNotContain(secret.substring(0, 9));
        }
        assertThat(complaints("version = 1\n[host]\nroot-password = 4711\n"))
                .contains("error: answers.toml:3:1: host.root-password: wanted a string, found an integer\n");
        assertThat(complaints("version = 1\n[host]\nroot-password = \"a\" Tr0ub4dor\n"))
                .isEqualTo("""
                        error: answers.toml:3:21: unexpected text, expected a newline or end-of-input
                          hint: 'domzero answers example' prints a file that is right
                        """);
    }

    @Test
    void hidesRootPasswordsInEverythingThatIsPrinted() {
        String text = AnswerFiles.SMALLEST.replace("[storage]", "root-password = \"geheim\"\n[storage]");
        ParsedAnswers parsed = AnswersParser.parse("answers.toml", text);
        assertThat(parsed.answers().host().rootPassword()).isEqualTo(new RootPassword.Plain("geheim"));
        assertThat(parsed.toString()).contains("rootPassword=Plain[hidden]").doesNotContain("geheim");
        assertThat(parsed.answers().withRootPasswordHash(AnswerFiles.HASH).toString())
                .contains("rootPassword=Hash[hidden]")
                .doesNotContain("$6$");
    }

    @Test
    void refusesWhatIsNoAnswerFile() {
        assertThat(complaints("")).isEqualTo("""
                        error: answers.toml: the file is empty
                          hint: an answer file begins with: version = 1
                        """);
        assertThat(complaints("\uFEFFversion = 1\n")).isEqualTo("""
                        error: answers.toml:1:1: the file begins with a byte order mark, which is not part of TOML
                          hint: save it as UTF-8 without byte order mark
                        """);
        assertThat(complaints("version = 1 # gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("""
                        error: answers.toml: the file is not UTF-8 text
                          hint: save it as UTF-8, which TOML requires
                        """);
        assertThat(complaints(new byte[1024 * 1024 + 1])).isEqualTo("""
                        error: answers.toml: the file is larger than 1 MiB, too large for an answer file
                          hint: is it another file that was meant?
                        """);
    }

    @Test
    void readsNoMoreOfAFileThanShowsThatItIsTooLarge() throws IOException {
        Path disk = directory.resolve("disk.img");
        try (RandomAccessFile sparse = new RandomAccessFile(disk.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        for (Path file : List.of(disk, Path.of("/dev/zero"))) {
            assertThatThrownBy(() -> AnswersParser.parse(file))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the file is larger than 1 MiB, too large for an answer file");
        }
    }

    @Test
    void saysWhatToDoAboutTextThatIsNotToml() {
        assertThat(complaints("version = 1\n[host]\nhostname = \"a\"\nhostname = \"b\"\n"))
                .contains(
                        "answers.toml:4:1: hostname previously defined at line 3, column 1\n  hint: keep one of the two");
        assertThat(complaints("version = 1\n[host]\n[storage]\n[host]\n")).contains("  hint: keep one of the two");
        assertThat(complaints("version = 1\n[host\n")).contains("  hint: a table's header is its name in brackets");
        assertThat(complaints("version = 1\n[host]\nhostname =\n")).contains("  hint: a key has its value on the same");
        assertThat(complaints("{\"version\": 1}\n")).contains("  hint: this looks like JSON");
        assertThat(complaints("version: 1\n")).contains("  hint: TOML has an equals sign: key = value");
        assertThat(complaints("version = 1\r[host]\r")).contains("  hint: 'domzero answers example' prints");
        assertThat(complaints("v\0e\0r\0".getBytes(StandardCharsets.UTF_8))).isEqualTo("""
                        error: answers.toml: the file holds NUL characters, so it is not UTF-8 text
                          hint: save it as UTF-8, which TOML requires, if it is the right file
                        """);
    }

    @Test
    void stopsCountingMistakes() {
        StringBuilder many = new StringBuilder("version = 1\n[host]\n");
        for (int i = 0; i < 3000; i++) {
            many.append("no-such-key-").append(i).append(" = 1\n");
        }
        assertThat(complaints(many.toString()).lines())
                .hasSize(102)
                .last()
                .isEqualTo("  hint: is this the right file?");
        assertThat(complaints(many.toString())).contains(": and 2953 more mistakes\n");
    }

    @Test
    void stopsCountingLinesThatAreNotToml() {
        assertThat(complaints("=\n".repeat(1000)))
                .startsWith("error: answers.toml:1:1: unexpected '=', expected ")
                .endsWith("""
                        error: answers.toml:21:1: and 980 more places that are not TOML
                          hint: is this the right file?
                        """);
    }

    @Test
    void showsLongAndUnprintableValuesShortAndPrintable() {
        String text = AnswerFiles.SMALLEST.replace("xen01", "\\u001b[2Ja\u202e" + "b".repeat(80));
        assertThat(complaints(text))
                .startsWith("error: answers.toml:3:1: host.hostname: \"\\u001b[2Ja\\u202e" + "b".repeat(54)
                        + "...\" has more than 64 characters, Linux's limit for a host name\n");
    }

    @Test
    void showsWhatIsNotTomlPrintable() {
        assertThat(complaints("version = 1\nx = \"\\\u001b[2J\"\n"))
                .startsWith("error: answers.toml:2:6: invalid escape sequence '\\\\u001b'\n");
    }
}
