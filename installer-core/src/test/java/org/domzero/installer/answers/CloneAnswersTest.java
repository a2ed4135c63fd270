package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class CloneAnswersTest {
    private static final String FINGERPRINT = "SHA256:222kKampRGn2i00tuUhNMXaGWz6/4Qtf1tQKh2WziuI";

    private static final String SMALLEST = """
            version = 1
            mode = "clone"
            [clone]
            to = "root@xen01"
            host-key = "%s"
            ssh-password = "Tr0ub4dor&3"
            """.formatted(FINGERPRINT);

    private static ParsedClone parsed(String text) {
        return AnswersParser.parseClone("old1.toml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String complaints(String text) {
        UserError error = catchThrowableOfType(UserError.class, () -> parsed(text));
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        return error.render() + "\n";
    }

    @Test
    void readsEveryKey() {
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----\n";
        assertThat(parsed("""
                        version = 1
                        mode = "clone"
                        [clone]
                        to = "root@[2001:db8::7]:2222"
                        host-key = "%s"
                        ssh-password = "words"
                        ssh-key = '''
                        %s'''
                        root = "/dev/VolGroup00/LogVol00"
                        name = "old1"
                        repository = "Local storage"
                        size = "40GiB"
                        memory = "1536MiB"
                        type = "pv"
                        host-kernel = true
                        bridge = "xenbr1"
                        all-nics = true
                        new-mac = true
                        again = true
                        despite-errors = true
                        start = true
                        [finish]
                        action = "reboot"
                        """.formatted(FINGERPRINT, key)).answers())
                .isEqualTo(new CloneAnswers(
                        new CloneAnswers.Host(
                                "root@[2001:db8::7]:2222",
                                FINGERPRINT,
                                new SshLogin.Password("words"),
                                new SshLogin.Key(key)),
                        new CloneAnswers.Guest(
                                "/dev/VolGroup00/LogVol00",
                                "old1",
                                "Local storage",
                                ByteSize.gibibytes(40),
                                ByteSize.mebibytes(1536),
                                "pv",
                                true,
                                "xenbr1",
                                true,
                                true,
                                true,
                                true,
                                true,
                                null),
                        FinishAction.REBOOT));
    }

    @Test
    void switchesTheMachineOffUnlessTold() {
        assertThat(parsed(SMALLEST).answers())
                .isEqualTo(new CloneAnswers(
                        new CloneAnswers.Host("root@xen01", FINGERPRINT, new SshLogin.Password("Tr0ub4dor&3"), null),
                        new CloneAnswers.Guest(
                                null, null, null, null, null, null, false, "xenbr0", false, false, false, false, false,
                                null),
                        FinishAction.POWEROFF));
        assertThat(parsed(SMALLEST).places()).containsEntry("clone.to", new Place("old1.toml", 4, 1));
    }

    @Test
    void tellsAllProblemsInTheOrderOfTheFile() {
        assertThat(complaints("""
                        version = 1
                        mode = "clone"
                        hostname = "x"
                        [clone]
                        host_key = "SHA256:x"
                        ssh-key = "/root/.ssh/id_rsa"
                        root = "sda1"
                        size = "40"
                        type = "hvmm"
                        all-nics = "yes"
                        [storage]
                        system-disk = "/dev/sda"
                        [finish]
                        action = "halt"
                        script = "#!/bin/sh"
                        """)).isEqualTo("""
                        error: old1.toml:3:1: unknown key hostname
                          hint: the tables are [clone], [finish]
                        error: old1.toml:4:1: clone.to is missing
                          hint: for example, under [clone]: to = "root@xen01.example.org"
                        error: old1.toml:4:1: clone.host-key is missing
                          hint: for example, under [clone]: host-key = "SHA256:222kKampRGn2i00tuUhNMXaGWz6/4Qtf1tQKh2WziuI"
                        error: old1.toml:5:1: unknown key clone.host_key
                          hint: did you mean clone.host-key?
                        error: old1.toml:6:1: clone.ssh-key: the value is not a private key
                          hint: it is the whole text of the file without .pub, from -----BEGIN to -----END, between ''' and '''
                        error: old1.toml:7:1: clone.root: "sda1" is not a path below /dev/
                          hint: is "/dev/sda1" meant? names below /dev/disk/by-id/ stay the same from boot to boot
                        error: old1.toml:8:1: clone.size: "40" is a size without a unit
                          hint: for example: size = "40GiB"
                        error: old1.toml:9:1: clone.type: "hvmm" is none of "pvh", "pv", "hvm"
                          hint: did you mean "hvm"?
                        error: old1.toml:10:1: clone.all-nics: wanted a boolean, found the string "yes"
                          hint: for example: all-nics = true
                        error: old1.toml:11:1: [storage] is for mode = "install", and this is mode = "clone"
                          hint: leave it out, or change the mode: a file is for one of them
                        error: old1.toml:14:1: finish.action: "halt" is none of "reboot", "poweroff", "shell"
                          hint: for example: action = "shell"
                        error: old1.toml:15:1: unknown key finish.script
                          hint: the keys here are action
                        """);
    }

    @Test
    void wantsALogin() {
        assertThat(complaints(SMALLEST.replaceFirst("ssh-password = .*\n", ""))).isEqualTo("""
                        error: old1.toml:3:1: clone: nobody could log in at the host: there is no ssh-key or ssh-password
                          hint: give one of them: nobody is there to type it
                        """);
    }

    @Test
    void givesAKernelOfTheHostToGuestsOfXenAlone() {
        assertThat(complaints(SMALLEST + "type = \"hvm\"\nhost-kernel = true\n"))
                .isEqualTo("""
                        error: old1.toml:8:1: clone.host-kernel: is for pv and pvh guests; an hvm guest starts what the machine starts
                          hint: leave one of them out
                        """);
    }

    @Test
    void keepsAMachineAndItsGuestFromRunningAtOnce() {
        String both = SMALLEST + "start = true\n[finish]\naction = \"reboot\"\n";
        assertThat(complaints(both)).isEqualTo("""
                        error: old1.toml:7:1: clone.start: the machine restarts (finish.action = "reboot") and would have its guest's addresses at the same time
                          hint: leave finish.action to "poweroff", or start out, or say new-mac = true
                        """);
        assertThat(parsed(both.replace("[finish]", "new-mac = true\n[finish]"))
                        .answers()
                        .action())
                .isEqualTo(FinishAction.REBOOT);
        assertThat(parsed(both.replace("reboot", "shell")).answers().guest().start())
                .isTrue();
    }

    @Test
    void aTemplateGoesIntoTheRepositoryOrADirectory() {
        assertThat(parsed(SMALLEST + "as-template = \"repository\"\n")
                        .answers()
                        .guest()
                        .template())
                .isEmpty();
        ParsedClone directory = parsed(SMALLEST + "as-template = \"/mnt/templates\"\n");
        assertThat(directory.answers().guest().template()).isEqualTo("/mnt/templates");
        assertThat(AnswersWriter.writeWithoutSecrets(directory.answers()))
                .contains("as-template = \"/mnt/templates\"\n");
        assertThat(complaints(SMALLEST + """
                        as-template = "/mnt/templates"
                        repository = "fast"
                        start = true
                        again = true
                        """)).isEqualTo("""
                        error: old1.toml:8:1: clone.repository: contradicts as-template, which names a directory
                          hint: leave one of them out
                        error: old1.toml:9:1: clone.start: is for guests, and as-template makes none
                          hint: leave one of them out
                        error: old1.toml:10:1: clone.again: is for guests, and as-template makes none
                          hint: leave one of them out
                        """);
        assertThat(complaints(SMALLEST + "as-template = \"templates\"\n")).isEqualTo("""
                        error: old1.toml:7:1: clone.as-template: "templates" is neither "repository" nor the absolute path of a directory
                          hint: for example: as-template = "repository"
                        """);
    }

    @Test
    void neitherIsTakenForTheOther() {
        assertThatThrownBy(() -> parsed(AnswerFiles.FULL)).isInstanceOf(WrongMode.class);
        assertThat(complaints(AnswerFiles.SMALLEST)).isEqualTo("""
                        error: old1.toml:1:1: these answers install a host; this machine is to be cloned, and nothing else
                          hint: answers that clone say mode = "clone" and where to; 'domzero answers example --mode clone' prints some
                        """);
        assertThat(complaints(AnswerFiles.SMALLEST.replace("[host]", "mode = \"install\"\n[host]")))
                .startsWith("error: old1.toml:2:1: these answers install a host;");
        assertThatThrownBy(() -> AnswersParser.parse("old1.toml", SMALLEST)).isInstanceOf(WrongMode.class);
        assertThat(AnswerFiles.complaints(SMALLEST)).isEqualTo("""
                        error: answers.toml:2:1: these answers clone a machine (mode = "clone"); they install nothing
                          hint: to clone this machine, choose "Clone this machine to a Xen host" in the boot menu, or put domzero.mode=clone on the kernel command line
                        """);
        assertThat(AnswersParser.parseAny("a", SMALLEST.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ParsedClone.class);
        assertThat(AnswersParser.parseAny("a", AnswerFiles.FULL.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ParsedAnswers.class);
    }

    @Test
    void anInstallHasNoTableOfAClone() {
        assertThat(AnswerFiles.complaints(AnswerFiles.SMALLEST + "[clone]\nto = \"root@xen01\"\n"))
                .isEqualTo("""
                        error: answers.toml:7:1: [clone] is for mode = "clone", and this is mode = "install"
                          hint: leave it out, or change the mode: a file is for one of them
                        """);
    }

    @Test
    void aModeThatIsNoneIsAllThatIsTold() {
        assertThat(complaints("version = 1\nmode = \"colne\"\n[clone]\nx = 1\n"))
                .isEqualTo("""
                        error: old1.toml:2:1: mode: "colne" is none of "install", "clone"
                          hint: did you mean "clone"?
                        """);
        assertThat(complaints("version = 1\nmode = clone\n[clone]\n")).isEqualTo("""
                        error: old1.toml:2:8: unexpected 'c', expected a value
                          hint: text stands in quotes: key = "text"
                        """);
    }

    @Test
    void showsNoSecret() {
        ParsedClone parsed = parsed(SMALLEST);
        assertThat(parsed.toString()).contains("Password[hidden]").doesNotContain("Tr0ub4dor");
        assertThat(AnswersWriter.writeWithoutSecrets(parsed.answers()))
                .startsWith("version = 1\nmode = \"clone\"\n\n[clone]\nto = \"root@xen01\"\n")
                .contains("ssh-password = \"(left out)\"\n", "all-nics = false\n", "[finish]\naction = \"poweroff\"\n")
                .doesNotContain("Tr0ub4dor");
        for (String wrong : new String[] {
            "ssh-password = \"a\\nTr0ub4dor\"",
            "ssh-password = [\"Tr0ub4dor\"]",
            "ssh-key = \"Tr0ub4dor\"",
            "ssh-key = 1"
        }) {
            assertThat(complaints(SMALLEST.replaceFirst(
                            "ssh-password = .*", java.util.regex.Matcher.quoteReplacement(wrong))))
                    .startsWith("error: old1.toml:6:1: clone.ssh-")
                    .doesNotContain("Tr0ub4dor");
        }
    }
}
