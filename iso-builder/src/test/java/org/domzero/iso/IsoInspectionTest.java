package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.domzero.installer.answers.AnswersGuide;
import org.domzero.installer.answers.Mode;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoInspectionTest {
    private static final BootMenu MENU = BootMenu.domzero("1.2.3", false);
    private static final List<String> FILES = List.of(
            "live/10-dom0.squashfs",
            "live/20-domzero.squashfs",
            "live/vmlinuz",
            "live/initrd.img",
            "domzero/xen.gz",
            "domzero/xen.efi");

    private final Map<String, String> contents = new TreeMap<>();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void fill() {
        FILES.forEach(path -> contents.put("/" + path, "content of " + path));
        List<MediumFile> files = FILES.stream()
                .map(path -> new MediumFile(
                        path,
                        ("content of " + path).length(),
                        Sha256.of(("content of " + path).getBytes(StandardCharsets.UTF_8))))
                .toList();
        MediumManifest manifest = new MediumManifest(
                "1.2.3",
                "6.12.48+deb13-amd64",
                "4.20-amd64",
                files.subList(0, 2),
                files.get(2),
                files.get(3),
                files.get(4),
                files.get(5),
                null);
        contents.put("/domzero/manifest.json", manifest.toJson());
        contents.put("/domzero/packages.txt", "lvm2 2.03.31-2\nxen-hypervisor-4.20-amd64 4.20.2\n");
        contents.put("/domzero/sources.list", "deb http://mirror.example/debian trixie main\n");
        contents.put("/isolinux/isolinux.cfg", MENU.isolinux());
        contents.put("/boot/grub/grub.cfg", MENU.grub());
        contents.put("/live/30-live.squashfs", "live");
    }

    /** An ISO as far as its size and its volume descriptor go. */
    private Path iso(long bytes) throws IOException {
        Path iso = directory.resolve("domzero.iso");
        ByteBuffer descriptor = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
        descriptor.put(0, (byte) 1).put(1, "CD001".getBytes(StandardCharsets.US_ASCII));
        descriptor.putInt(80, 100);
        try (RandomAccessFile file = new RandomAccessFile(iso.toFile(), "rw")) {
            file.seek(16 * 2048);
            file.write(descriptor.array());
            file.setLength(bytes);
        }
        return iso;
    }

    private static Effects effects(CommandRunner commands) {
        return new Effects(commands, Path.of("/"), Progress.SILENT);
    }

    private IsoReport report(boolean verify) throws IOException {
        return IsoInspection.run(iso(100 * 2048), verify, effects(new FakeXorriso(contents)));
    }

    private UserError errorOf(Path iso, boolean verify) {
        UserError error = catchThrowableOfType(
                UserError.class, () -> IsoInspection.run(iso, verify, effects(new FakeXorriso(contents))));
        return Objects.requireNonNull(error, "no error");
    }

    @Test
    void tellsWhatIsOnIt() throws IOException {
        assertThat(report(true).render())
                .startsWith("""
                        domzero                     1.2.3
                        Xen                         4.20-amd64
                        Linux                       6.12.48+deb13-amd64
                        packages                    2
                        archive                     deb http://mirror.example/debian trixie main
                        domzero/xen.efi             26 B
                        """)
                .contains(
                        "\nanswers                     none\n",
                        "\nmenu                        Install\n                              boot=live ")
                .endsWith("\nverified                    6 files are as they were built\n")
                .doesNotContain("own CA", "UEFI");
        assertThat(report(false).render()).doesNotContain("verified");
        assertThat(report(false).packages()).containsExactly("lvm2 2.03.31-2", "xen-hypervisor-4.20-amd64 4.20.2");
    }

    @Test
    void tellsWhereTheMenusDiffer() throws IOException {
        contents.put("/boot/grub/grub.cfg", KernelOptions.append(MENU.grub(), "only=uefi"));

        assertThat(report(false).render())
                .contains(
                        "\nmenu (BIOS)                 Install\n",
                        "\nmenu (UEFI)                 Install\n",
                        " only=uefi\n");
    }

    @Test
    void tellsWhatOnlyBiosCanStart() throws IOException {
        contents.put("/isolinux/isolinux.cfg", BootMenu.domzero("1.2.3", true).isolinux());
        contents.put("/legacy/initrd.img", "legacy");

        assertThat(report(false).render())
                .contains(
                        "\nmenu                        Install\n",
                        "\nmenu (BIOS only)            Clone this 32-bit machine to a Xen host\n",
                        "\nlegacy/initrd.img           6 B\n")
                .containsOnlyOnce("Rescue shell")
                .doesNotContain("UEFI");
    }

    @Test
    void showsNoSecretOfTheAnswers() throws IOException {
        contents.put(
                "/domzero/answers.toml",
                AnswersGuide.example()
                        .replaceAll("(?m)^#? *root-password.*\n", "")
                        .replaceFirst("\\[host]\n", "[host]\nroot-password = \"s3cret\"\n"));

        String text = report(false).render();
        JsonObject json = JsonParser.parseString(report(false).toJson()).getAsJsonObject();

        assertThat(text)
                .containsPattern("answers +embedded, for \\S+; root password: set\n")
                .doesNotContain("s3cret");
        assertThat(json.getAsJsonObject("answers").get("rootPassword").getAsString())
                .isEqualTo("set");
        assertThat(json.toString()).doesNotContain("s3cret");
    }

    @Test
    void tellsWhereAMachineIsClonedTo() throws IOException {
        contents.put(
                "/domzero/answers.toml",
                AnswersGuide.example(Mode.CLONE)
                        .replaceFirst("(?m)^ssh-key = .*", "")
                        .replaceFirst("#ssh-password = .*", "ssh-password = \"s3cret\""));

        assertThat(report(false).render())
                .contains("embedded, to clone a machine to root@xen01.example.org\n")
                .doesNotContain("s3cret");
        JsonObject json = JsonParser.parseString(report(false).toJson()).getAsJsonObject();
        assertThat(json.getAsJsonObject("answers"))
                .hasToString("{\"readable\":true,\"mode\":\"clone\",\"to\":\"root@xen01.example.org\"}");
    }

    @Test
    void showsNoCredentialsOfAnAddress() throws IOException {
        String options = "quiet domzero.answers=https://ops:s3cret@deploy.example.org/rack7.toml?token=t0ken pci=noaer";

        assertThat(KernelOptions.shown(options))
                .isEqualTo("quiet domzero.answers=https://deploy.example.org/rack7.toml?… pci=noaer");
        contents.replaceAll((path, text) ->
                path.endsWith(".cfg") ? text.replaceAll("(?m)^(\\s*(?:append|linux)\\s.*)$", "$1 " + options) : text);
        assertThat(report(false).render()).contains("rack7.toml?…").doesNotContain("s3cret", "t0ken");
        assertThat(report(false).toJson()).contains("rack7.toml?…").doesNotContain("s3cret", "t0ken");
    }

    @Test
    void answersOfAnotherVersionAreToldAsSuch() throws IOException {
        contents.put("/domzero/answers.toml", "version = 99\n");

        assertThat(report(false).render()).contains("embedded; this version of domzero cannot read them\n");
    }

    @Test
    void anAuthorityThatIsNoneIsToldAsSuch() throws IOException {
        contents.put("/domzero/ca.pem", "-----BEGIN");

        assertThat(report(false).render()).contains("\nown CA                      not a certificate\n");
    }

    @Test
    void isAlsoJson() throws IOException {
        JsonObject json = JsonParser.parseString(report(true).toJson()).getAsJsonObject();

        assertThat(json.keySet())
                .containsExactly(
                        "version",
                        "kernelRelease",
                        "xenVersion",
                        "sources",
                        "files",
                        "packages",
                        "answers",
                        "authority",
                        "menu",
                        "verified");
        assertThat(json.get("answers").isJsonNull()).isTrue();
        assertThat(json.getAsJsonObject("packages").get("lvm2").getAsString()).isEqualTo("2.03.31-2");
        assertThat(json.getAsJsonObject("files").get("live/vmlinuz").getAsLong())
                .isEqualTo("content of live/vmlinuz".length());
        assertThat(json.getAsJsonObject("menu").getAsJsonArray("uefi"))
                .hasSize(MENU.entries().size());
    }

    @Test
    void namesEveryFileThatIsNotAsItWasBuilt() throws IOException {
        contents.put("/live/vmlinuz", "Content of live/vmlinuz");
        contents.remove("/domzero/xen.gz");

        UserError error = errorOf(iso(100 * 2048), true);

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.render())
                .isEqualTo("error: " + directory.resolve("domzero.iso")
                        + " is damaged: domzero/xen.gz, live/vmlinuz\n"
                        + "  hint: copy it again, or make it again with 'domzero iso build'");
    }

    @Test
    void namesEveryFileThatIsCutOff() throws IOException {
        UserError error = errorOf(iso(20 * 2048), false);

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.getMessage())
                .contains(" is damaged: ", "live/vmlinuz")
                .endsWith("; 160 KiB are missing at its end");
    }

    @Test
    void refusesWhatIsNoIso() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "x".repeat(50_000));
        Path shorter = Files.writeString(directory.resolve("short"), "x");
        for (Path file : List.of(text, shorter)) {
            assertThat(errorOf(file, false).render())
                    .isEqualTo("error: " + file + " is no ISO\n  hint: 'domzero iso build' makes one");
            assertThat(errorOf(file, false).exitCode()).isEqualTo(ExitCode.USAGE);
        }
        Path missing = directory.resolve("missing.iso");
        assertThat(errorOf(missing, false)).hasMessage(missing + " cannot be read");
        assertThat(errorOf(directory, false)).hasMessage(directory + " cannot be read");
    }

    @Test
    void refusesAnIsoOfAnotherKind() throws IOException {
        contents.clear();
        contents.put("/README", "Debian");

        UserError error = errorOf(iso(100 * 2048), false);

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.getMessage()).endsWith(" holds no domzero/manifest.json");
    }

    @Test
    void readsTheLinesOfXorriso() {
        assertThat(IsoImage.entry("File data lba:  0 ,   130775 ,    32113 , 65766726 , '/live/initrd.img'"))
                .contains(new IsoImage.Entry("live/initrd.img", 65_766_726, (130_775L + 32_113) * 2048));
        assertThat(IsoImage.entry("Report layout: xt , Startlba ,   Blocks , Filesize , ISO image path"))
                .isEmpty();
    }
}
