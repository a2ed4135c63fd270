package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a build before it has begun; that a build works is for the scenarios to show. */
class IsoBuildTest {
    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    @TempDir
    private Path directory = Path.of("");

    private UserError errorOf(@Nullable Path answers, @Nullable Path ca, String options, String... packages) {
        IsoRequest request = new IsoRequest(
                directory.resolve("out/domzero.iso"),
                directory.resolve("cache"),
                Archive.TRIXIE,
                List.of(packages),
                null,
                List.of(),
                "# completion\n",
                answers,
                ca,
                options);
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> IsoBuild.run(request, new Effects(commands, directory.resolve("root"), Progress.SILENT)));
        assertThat(directory.resolve("out")).doesNotExist();
        assertThat(directory.resolve("cache")).doesNotExist();
        return Objects.requireNonNull(error, "no error");
    }

    @Test
    void wrongAnswersStopItAtOnce() throws IOException {
        Path answers = Files.writeString(directory.resolve("answers.toml"), "version = 2\n");

        UserError error = errorOf(answers, null, "");

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render()).startsWith("error: " + answers + ":1:1: version 2 is not known to this program");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void whatIsNoCertificateStopsItAtOnce() throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), "none\n");

        assertThat(errorOf(null, ca, "")).hasMessage(ca + " holds no certificate in PEM");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void unsafeOptionsStopItAtOnce() {
        UserError error = errorOf(null, null, "a;b");

        assertThat(error).hasMessage("kernel options \"a;b\" hold the character ;");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void everyWrongPackageNameStopsItAtOnce() {
        UserError error = errorOf(null, null, "", "tcpdump", "TCPDump", "a;b", "tcpdump-", "--foo");

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render().lines())
                .contains(
                        "error: --package \"TCPDump\" is not the name of a Debian package",
                        "error: --package \"a;b\" is not the name of a Debian package",
                        "error: --package \"tcpdump-\" is not the name of a Debian package",
                        "error: --package \"--foo\" is not the name of a Debian package")
                .hasSize(8);
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void withoutRootItWantsARangeOfIds() {
        commands.answer("id -un", "ops\n").answer("id -u", "1000\n");

        UserError error = errorOf(null, null, "");

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.render())
                .startsWith(
                        "error: /etc/subuid has no range of ids for ops, so that dom0 cannot be built without root\n"
                                + "  hint: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ops; or")
                .contains("\nerror: /etc/subgid has no range");
    }

    @Test
    void withoutRootItWantsNamespaces() throws IOException {
        commands.answer("id -un", "ops\n")
                .answer("id -u", "1000\n")
                .answer(
                        "mmdebstrap --unshare-helper true",
                        new CommandResult(1, "", "E: unshare() failed: Operation not permitted\n"));
        Files.createDirectories(directory.resolve("root/etc"));
        Files.writeString(directory.resolve("root/etc/subuid"), "root:1:1\n\nops:100000:65536\n");
        Files.writeString(directory.resolve("root/etc/subgid"), "1000:100000:65536\n");

        UserError error = errorOf(null, null, "");

        assertThat(error.render())
                .startsWith("error: this machine gives users no namespaces, so that dom0 cannot be built without root:"
                        + " E: unshare() failed: Operation not permitted\n  hint: sudo sysctl ");
    }

    @Test
    void everyProgramThatIsMissingIsNamed() {
        for (String program : List.of("mksquashfs", "mcopy")) {
            commands.answer("sh -c 'command -v \"$1\"' sh " + program, new CommandResult(127, "", ""));
        }

        UserError error = errorOf(null, null, "");

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error).hasMessage("not installed here: mksquashfs, mcopy");
    }
}
