package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of {@code live/prepare-install}: what it leaves for the installer, from the manifest as it is written. */
class PrepareInstallTest {
    @TempDir
    private Path root = Path.of("");

    private Path medium = Path.of("");

    @BeforeEach
    void writeMedium() throws IOException {
        medium = root.resolve("medium");
        MediumManifest manifest = new MediumManifest(
                "0.1.0",
                "6.12",
                "4.20",
                List.of(file("live/10-dom0.squashfs"), file("live/20-domzero.squashfs")),
                file("live/vmlinuz"),
                file("live/initrd.img"),
                file("domzero/xen.gz"),
                file("domzero/xen.efi"),
                null);
        Files.writeString(medium.resolve(MediumManifest.PATH), manifest.toJson());
    }

    private MediumFile file(String path) throws IOException {
        Path file = medium.resolve(path);
        byte[] content = path.getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return new MediumFile(path, content.length, Sha256.of(content));
    }

    /** Stands in for ssh-keygen, which the machine that runs the tests need not have: its last argument is a folder. */
    private String keygen = "make() { echo private > \"$3/etc/ssh/ssh_host_rsa_key\"; }; make";

    private CommandResult run() throws IOException {
        Path script = Files.writeString(
                root.resolve("script"),
                Resource.text("live/prepare-install")
                        .replace("modprobe", ": modprobe")
                        .replace("blockdev", ": blockdev")
                        .replace("ssh-keygen", keygen)
                        .replace("/run/live/medium", medium.toString())
                        .replace("/run/domzero", root.resolve("run").toString()));
        return new ProcessCommandRunner().tryRun(Command.of("sh", script.toString()));
    }

    @Test
    void readsEveryFileOfTheManifest() throws IOException {
        assertThat(run().succeeded()).isTrue();

        assertThat(Files.readAllLines(root.resolve("run/digests")))
                .containsExactly(
                        line("live/10-dom0.squashfs"),
                        line("live/20-domzero.squashfs"),
                        line("live/vmlinuz"),
                        line("live/initrd.img"),
                        line("domzero/xen.gz"),
                        line("domzero/xen.efi"));
    }

    private String line(String path) {
        return Sha256.of(path.getBytes(StandardCharsets.UTF_8)) + " *" + medium.resolve(path);
    }

    @Test
    void aFileThatCannotBeReadHasNoDigestAndTheOthersHave() throws IOException {
        Files.delete(medium.resolve("live/vmlinuz"));

        assertThat(run().succeeded()).isTrue();

        assertThat(Files.readAllLines(root.resolve("run/digests")))
                .hasSize(5)
                .contains(line("live/initrd.img"), line("domzero/xen.efi"))
                .noneMatch(line -> line.contains("vmlinuz"));
    }

    @Test
    void makesHostKeysThatOnlyRootCanRead() throws IOException {
        assertThat(run().succeeded()).isTrue();

        Path key = root.resolve("run/host-keys/etc/ssh/ssh_host_rsa_key");
        assertThat(key).hasContent("private");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("run/host-keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void withoutHostKeysTheRestIsReady() throws IOException {
        keygen = "false";

        assertThat(run().succeeded()).isTrue();

        assertThat(root.resolve("run/host-keys")).doesNotExist();
        assertThat(Files.readAllLines(root.resolve("run/digests"))).hasSize(6);
    }
}
