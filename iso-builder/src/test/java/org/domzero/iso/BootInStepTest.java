package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script by which dpkg and update-initramfs make the boot partition follow, with made up programs. */
class BootInStepTest {
    @TempDir
    private Path root = Path.of("");

    private record Ran(int status, String said) {}

    @BeforeEach
    void anInstalledHost() throws IOException {
        write("etc/fstab", "# UUID=1 /boot/domzero\nUUID=1A2B-3C4D /boot/domzero vfat umask=0077,nofail 0 2\n");
        write("boot/vmlinuz-1", "kernel");
        Files.createDirectories(root.resolve("boot/domzero"));
        Files.createDirectories(root.resolve("run/systemd/system"));
        write("script", Resource.text("program/boot-in-step"));
        program("ischroot", "exit 1");
        program("mountpoint", "exit 0");
        program("dpkg-query", "echo installed linux-image-1");
        program("domzero", "echo domzero $*");
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }

    private void program(String name, String does) throws IOException {
        write("bin/" + name, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(root.resolve("bin/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(String caller) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", root.resolve("script").toString(), caller);
        builder.redirectErrorStream(true);
        builder.environment().put("DOMZERO_ROOT", root.toString());
        builder.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ran(process.waitFor(), said);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final Ran NOTHING = new Ran(0, "");
    private static final Ran UPDATED = new Ran(0, "domzero boot update\n");

    @Test
    void updatesOnceForEachChange() throws Exception {
        assertThat(run("dpkg")).isEqualTo(UPDATED);
        assertThat(run("dpkg")).isEqualTo(NOTHING);

        Thread.sleep(20);
        write("boot/xen-4.20.gz", "xen");
        // As dpkg leaves it: the time is that of the package's build.
        Files.setLastModifiedTime(root.resolve("boot/xen-4.20.gz"), FileTime.fromMillis(1_000_000_000_000L));
        assertThat(run("update-initramfs")).isEqualTo(UPDATED);
        assertThat(run("dpkg")).isEqualTo(NOTHING);

        Thread.sleep(20);
        Files.delete(root.resolve("boot/vmlinuz-1"));
        assertThat(run("dpkg")).isEqualTo(UPDATED);

        Thread.sleep(20);
        write("boot/domzero/a/1/vmlinuz", "what the update itself writes");
        assertThat(run("dpkg")).isEqualTo(NOTHING);
    }

    @Test
    void aFailureIsPassedOnAndTriedAgain() throws Exception {
        program("domzero", "echo 'error: no room' >&2; exit 1");

        for (int i = 0; i < 2; i++) {
            assertThat(run("dpkg")).isEqualTo(new Ran(1, """
                    error: no room
                    domzero: the boot partition has NOT followed /boot; it boots what it booted before (called by dpkg)
                      hint: mend what is said above, then: domzero boot update
                    """));
        }
    }

    @Test
    void waitsWhileAptHasOnlyUnpacked() throws Exception {
        for (String state : new String[] {"unpacked", "half-installed", "triggers-pending", "triggers-awaited"}) {
            program("dpkg-query", "echo installed linux-image-0; echo " + state + " linux-image-1");
            assertThat(run("dpkg")).isEqualTo(NOTHING);
        }
        assertThat(run("update-initramfs")).isEqualTo(UPDATED);
    }

    @Test
    void doesNotWaitForWhatFailed() throws Exception {
        program("dpkg-query", "echo half-configured linux-image-1");

        assertThat(run("dpkg")).isEqualTo(UPDATED);
    }

    @Test
    void warnsWhereTheBootPartitionIsNotMounted() throws Exception {
        program("mountpoint", "exit 1");

        assertThat(run("dpkg")).isEqualTo(new Ran(0, """
                domzero: warning: /boot/domzero is not mounted, so the boot partition still boots the kernel and Xen of before
                  hint: mount /boot/domzero && domzero boot update
                """));
    }

    @Test
    void doesNothingWhereThereIsNoHost() throws Exception {
        Files.delete(root.resolve("run/systemd/system"));
        assertThat(run("dpkg")).as("where an image is built").isEqualTo(NOTHING);
        Files.createDirectory(root.resolve("run/systemd/system"));

        Files.createDirectory(root.resolve("run/live"));
        assertThat(run("dpkg")).as("in the live system").isEqualTo(NOTHING);
        Files.delete(root.resolve("run/live"));

        program("ischroot", "exit 0");
        assertThat(run("dpkg")).as("in a chroot").isEqualTo(NOTHING);
        program("ischroot", "exit 1");

        write("etc/fstab", "# UUID=1A2B-3C4D /boot/domzero vfat umask=0077,nofail 0 2\n");
        assertThat(run("dpkg")).as("where fstab knows no boot partition").isEqualTo(NOTHING);
        Files.delete(root.resolve("etc/fstab"));
        assertThat(run("dpkg")).isEqualTo(NOTHING);
    }

    @Test
    void doesNothingWithoutDomzero() throws Exception {
        Files.delete(root.resolve("bin/domzero"));

        assertThat(run("dpkg")).isEqualTo(NOTHING);
    }

    @Test
    void theCallersDoNothingWithoutIt() {
        assertThat(Resource.text("program/dpkg.cfg"))
                .contains("\npost-invoke=if [ -x /usr/lib/domzero/boot-in-step ]; then ");
        assertThat(Resource.text("program/initramfs-post-update"))
                .contains("[ -x /usr/lib/domzero/boot-in-step ] || exit 0");
    }
}
