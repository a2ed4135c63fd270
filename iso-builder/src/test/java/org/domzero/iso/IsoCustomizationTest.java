package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.domzero.installer.answers.AnswersGuide;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoCustomizationTest {
    private static final BootMenu MENU = BootMenu.domzero("1.2.3", false);

    /** An ISO as far as its volume descriptor goes. */
    private static final String ISO = "\0".repeat(16 * 2048) + "\1CD001" + "\0".repeat(2042);

    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    @TempDir
    private Path directory = Path.of("");

    private Path iso = Path.of("");
    private Path answers = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        iso = Files.writeString(directory.resolve("domzero.iso"), ISO);
        answers = Files.writeString(directory.resolve("xen01.toml"), AnswersGuide.example());
    }

    private Path output() {
        return directory.resolve("xen01.iso");
    }

    private static FakeXorriso domzeroIso() {
        MediumFile file = new MediumFile("live/vmlinuz", 3, Sha256.of(new byte[3]));
        String manifest =
                new MediumManifest("1.2.3", "6.12", "4.20-amd64", List.of(file), file, file, file, file, null).toJson();
        return new FakeXorriso(Map.of(
                "/domzero/manifest.json",
                manifest,
                "/isolinux/isolinux.cfg",
                MENU.isolinux(),
                "/boot/grub/grub.cfg",
                MENU.grub()));
    }

    private static void run(CommandRunner runner, IsoCustomization request) {
        IsoCustomization.run(request, new Effects(runner, Path.of("/"), Progress.SILENT));
    }

    private UserError errorOf(CommandRunner runner, Path from, Path to, @Nullable Path embedded, String options) {
        UserError error = catchThrowableOfType(
                UserError.class, () -> run(runner, new IsoCustomization(from, to, embedded, null, options)));
        assertThat(iso).hasContent(ISO);
        assertThat(directory.resolve("xen01.iso")).doesNotExist();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(".domzero"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Objects.requireNonNull(error, "no error");
    }

    /** Of a request that is refused before anything is run. */
    private String refusal(Path from, Path to, @Nullable Path embedded, String options) {
        UserError error = errorOf(commands, from, to, embedded, options);
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(commands.lines()).isEmpty();
        return error.render();
    }

    @Test
    void embedsAnswersAndLeavesTheMenusAlone() {
        FakeXorriso xorriso = domzeroIso();

        run(xorriso, new IsoCustomization(iso, output(), answers, null, ""));

        assertThat(output()).hasContent("{/domzero/answers.toml=" + AnswersGuide.example() + "}");
        assertThat(iso).hasContent(ISO);
        List<String> last = xorriso.runs().get(xorriso.runs().size() - 1);
        assertThat(last).startsWith("xorriso", "-indev", iso.toString(), "-outdev");
        assertThat(last.subList(5, last.size()))
                .containsExactly(
                        "-boot_image",
                        "any",
                        "replay",
                        "-overwrite",
                        "on",
                        "-uid",
                        "0",
                        "-gid",
                        "0",
                        "-map",
                        answers.toString(),
                        "/domzero/answers.toml");
    }

    @Test
    void aPlaceThatIsNoneIsToldBeforeAnythingIsDone() {
        assertThat(refusal(iso, output(), null, "quiet domzero.answers=rack7.toml"))
                .isEqualTo("""
                error: domzero.answers=rack7.toml is neither an absolute path nor a URL
                  hint: for example domzero.answers=https://deploy.example.org/rack7.toml""");
        assertThat(refusal(iso, directory.resolve("none/xen01.iso"), answers, ""))
                .isEqualTo("""
                error: %s/none/xen01.iso cannot be written: there is no directory %s/none
                  hint: make it, or name another file""".formatted(directory, directory));
    }

    private String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void whatOnlyTheOwnerMayReadStaysSo() throws IOException {
        Files.setPosixFilePermissions(iso, PosixFilePermissions.fromString("rw-r--r--"));
        run(domzeroIso(), new IsoCustomization(iso, output(), answers, null, ""));
        assertThat(permissions(output())).isEqualTo("rw-------");

        Files.writeString(output(), ISO);
        Path again = directory.resolve("again.iso");
        run(domzeroIso(), new IsoCustomization(output(), again, null, null, "pci=noaer"));
        assertThat(permissions(again)).isEqualTo("rw-------");

        Path token = directory.resolve("token.iso");
        String url = "domzero.answers=https://deploy.example.org/rack7.toml";
        run(domzeroIso(), new IsoCustomization(iso, token, null, null, url + "?token=1"));
        assertThat(permissions(token)).isEqualTo("rw-------");

        Path open = directory.resolve("open.iso");
        run(domzeroIso(), new IsoCustomization(iso, open, null, null, url));
        assertThat(permissions(open)).endsWith("r--");
    }

    @Test
    void embedsCertificates() throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), EmbeddedCertificatesTest.CERTIFICATE);

        run(domzeroIso(), new IsoCustomization(iso, output(), null, ca, ""));

        assertThat(output()).hasContent("{/domzero/ca.pem=" + EmbeddedCertificatesTest.CERTIFICATE + "}");
    }

    @Test
    void refusesWhatIsNoCertificate() {
        UserError error = Objects.requireNonNull(catchThrowableOfType(
                UserError.class, () -> run(commands, new IsoCustomization(iso, output(), null, answers, ""))));

        assertThat(error).hasMessage(answers + " holds no certificate in PEM");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void addsOptionsToBothMenus() {
        run(domzeroIso(), new IsoCustomization(iso, output(), null, null, "console=ttyS1,57600n8"));

        assertThat(output())
                .hasContent("{/isolinux/isolinux.cfg="
                        + KernelOptions.append(MENU.isolinux(), "console=ttyS1,57600n8")
                        + ", /boot/grub/grub.cfg=" + KernelOptions.append(MENU.grub(), "console=ttyS1,57600n8") + "}");
    }

    @Test
    void anOutputThatIsThereIsReplacedAndNothingElseIsLeft() throws IOException {
        Files.writeString(output(), "an earlier one");

        run(domzeroIso(), new IsoCustomization(iso, output(), answers, null, ""));

        assertThat(output()).content().startsWith("{/domzero/answers.toml=");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(iso, answers, output());
        }
    }

    @Test
    void refusesToChangeNothing() {
        assertThat(refusal(iso, output(), null, " ")).isEqualTo("""
                error: nothing to change
                  hint: name answers with --answers, certificates with --ca, or options with --kernel-options""");
    }

    @Test
    void refusesAnIsoThatItCannotRead() {
        Path missing = directory.resolve("missing.iso");

        assertThat(refusal(missing, output(), answers, ""))
                .isEqualTo("error: " + missing + " cannot be read\n  hint: 'domzero iso build' makes an ISO");
        assertThat(refusal(directory, output(), answers, "")).startsWith("error: " + directory + " cannot be read\n");
    }

    @Test
    void whatIsNoIsoIsToldAlsoWhereThereIsNoXorriso() {
        commands.answer("sh -c 'command -v \"$1\"' sh xorriso", new CommandResult(127, "", ""));

        assertThat(refusal(answers, output(), answers, ""))
                .isEqualTo("error: " + answers + " is no ISO\n  hint: 'domzero iso build' makes one");
    }

    @Test
    void refusesToOverwriteWhatItStartsFrom() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.iso"), iso);

        assertThat(refusal(iso, iso, answers, ""))
                .isEqualTo("error: " + iso + " is the ISO to start from\n"
                        + "  hint: write to another file: the first one stays as it is");
        assertThat(refusal(iso, link, answers, "")).startsWith("error: " + link + " is the ISO to start from\n");
    }

    @Test
    void refusesOptionsThatDoNotReachTheKernel() {
        assertThat(refusal(iso, output(), null, "a=$b"))
                .startsWith("error: kernel options \"a=$b\" hold the character $\n");
    }

    @Test
    void refusesWrongAnswersAndSaysWhereTheyAreWrong() throws IOException {
        Files.writeString(answers, "version = 1\n[host]\nhostname = \"-\"\n");

        assertThat(refusal(iso, output(), answers, ""))
                .contains("error: " + answers + ":3:1: host.hostname: \"-\" is not a host name: ")
                .contains("storage.system-disk");
    }

    @Test
    void refusesAnswersThatItCannotRead() {
        Path missing = directory.resolve("missing.toml");

        assertThat(refusal(iso, output(), missing, ""))
                .startsWith("error: " + missing + " cannot be read")
                .endsWith("\n  hint: 'domzero answers example' prints an answer file to start from");
    }

    @Test
    void refusesAnIsoOfAnotherKind() {
        UserError error = errorOf(new FakeXorriso(Map.of()), iso, output(), answers, "");

        assertThat(error.render())
                .isEqualTo("error: " + iso + " holds no domzero/manifest.json\n"
                        + "  hint: it is not an ISO made by 'domzero iso build'");
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesADamagedManifest() {
        UserError error = errorOf(new FakeXorriso(Map.of("/domzero/manifest.json", "{}")), iso, output(), answers, "");

        assertThat(error).hasMessage("the medium's domzero/manifest.json cannot be read");
    }

    @Test
    void saysWhichProgramIsMissing() {
        commands.answer("sh -c 'command -v \"$1\"' sh xorriso", new CommandResult(127, "", ""));

        UserError error = errorOf(commands, iso, output(), answers, "");

        assertThat(error.render())
                .isEqualTo("error: not installed here: xorriso\n"
                        + "  hint: apt-get install mmdebstrap squashfs-tools xorriso mtools uidmap"
                        + " debian-archive-keyring");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }
}
