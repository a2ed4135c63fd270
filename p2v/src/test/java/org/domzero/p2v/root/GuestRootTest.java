package org.domzero.p2v.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestRootTest {
    @TempDir
    private Path directory;

    private Path etc;
    private GuestRoot root;

    @BeforeEach
    void makeRoot() throws IOException {
        etc = Files.createDirectories(directory.resolve("root/etc"));
        root = GuestRoot.of(directory.resolve("root"));
    }

    private static void assertRefused(ThrowingCallable what, String message) {
        assertThatExceptionOfType(UserError.class).isThrownBy(what).withMessageStartingWith(message);
    }

    @Test
    void readsBytesAsTheyAre() throws IOException {
        Files.write(etc.resolve("motd"), new byte[] {(byte) 0xfc, 'a', (byte) 0xff, 0});

        assertThat(root.text("/etc/motd")).hasValue("\u00fca\u00ff\0");
        root.edit("/etc/motd", "\u00e4\u00ff");

        assertThat(Files.readAllBytes(etc.resolve("motd"))).containsExactly(0xe4, 0xff);
        assertThat(root.text("/etc/none")).isEmpty();
        assertThat(root.text("/etc/motd/none")).isEmpty();
    }

    @Test
    void editsInPlaceAndKeepsTheOriginal() throws IOException {
        Path file = Files.writeString(etc.resolve("fstab"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        attributes(file).write("test", StandardCharsets.US_ASCII.encode("kept"));
        Object inode = Files.getAttribute(file, "unix:ino");

        assertThat(root.edit("/etc/fstab", "new")).isTrue();
        assertThat(root.edit("/etc/fstab", "newer")).isTrue();

        Path kept = etc.resolve("fstab.before-domzero");
        assertThat(file).hasContent("newer");
        assertThat(kept).hasContent("old");
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
        for (Path each : new Path[] {file, kept}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-rw----");
            assertThat(attributes(each).list()).containsExactly("test");
        }
        assertThat(etc).isDirectoryNotContaining("glob:**.part*");
    }

    private static UserDefinedFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }

    @Test
    void writesNothingWhereNothingChanges() throws IOException {
        Path file = Files.writeString(etc.resolve("fstab"), "same");
        FileTime then = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(file, then);

        assertThat(root.edit("/etc/fstab", "same")).isFalse();

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(then);
        assertThat(etc.resolve("fstab.before-domzero")).doesNotExist();
    }

    @Test
    void makesAFileThatWasNotThereWithoutAnOriginal() throws IOException {
        assertThat(root.edit("/etc/init/hvc0.conf", "a")).isTrue();
        assertThat(root.edit("/.autorelabel", "")).isTrue();

        assertThat(etc.resolve("init/hvc0.conf")).hasContent("a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve("init/hvc0.conf"))))
                .isEqualTo("rw-r--r--");
        assertThat(root.list("/etc/init")).containsExactly("hvc0.conf");
        assertThat(directory.resolve("root/.autorelabel")).isEmptyFile();
    }

    @Test
    void followsTheLinkToAFileThatItEdits() throws IOException {
        Path grub = Files.createDirectories(directory.resolve("root/boot/grub"));
        Files.writeString(grub.resolve("grub.conf"), "old");
        Files.createSymbolicLink(grub.resolve("menu.lst"), Path.of("./grub.conf"));
        Files.createSymbolicLink(etc.resolve("grub.conf"), Path.of("/boot/grub/menu.lst"));

        assertThat(root.text("/etc/grub.conf")).hasValue("old");
        root.edit("/etc/grub.conf", "new");

        assertThat(grub.resolve("menu.lst")).isSymbolicLink();
        assertThat(grub.resolve("grub.conf")).hasContent("new");
        assertThat(grub.resolve("grub.conf.before-domzero")).hasContent("old");
        assertThat(root.link("/boot/grub/menu.lst")).hasValue("./grub.conf");
        assertThat(root.link("/boot/grub/grub.conf")).isEmpty();
    }

    @Test
    void takesAnAbsoluteLinkForOneWithinTheGuest() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "host");
        Files.createSymbolicLink(etc.resolve("passwd"), outside.toAbsolutePath());

        assertThat(root.text("/etc/passwd")).isEmpty();
        root.edit("/etc/passwd", "guest");

        assertThat(outside).hasContent("host");
        assertThat(directory.resolve("root").resolve(outside.toString().substring(1)))
                .hasContent("guest");
    }

    @Test
    void leavesTheRootByNoNumberOfDots() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "host");
        Files.createSymbolicLink(etc.resolve("up"), Path.of("../../../../../../../../outside"));
        Files.createSymbolicLink(etc.resolve("out"), Path.of("../.."));

        assertThat(root.text("/../outside")).isEmpty();
        assertThat(root.text("/etc/../../outside")).isEmpty();
        assertThat(root.text("/etc/up")).isEmpty();
        assertThat(root.text("/etc/out/outside")).isEmpty();
        root.edit("/etc/out/outside", "guest");
        root.remove("/etc/out/../outside");
        root.edit("/../../outside", "again");

        assertThat(outside).hasContent("host");
        assertThat(directory.resolve("root/outside")).hasContent("again");
        assertThat(directory.resolve("root/outside.before-domzero")).hasContent("guest");
    }

    @Test
    void leavesTheRootByNoLinkInTheMiddle() throws IOException {
        Path host = Files.createDirectories(directory.resolve("host"));
        Files.writeString(host.resolve("fstab"), "host");
        Files.createSymbolicLink(directory.resolve("root/absolute"), host.toAbsolutePath());
        Files.createSymbolicLink(directory.resolve("root/relative"), Path.of("../host"));

        for (String link : new String[] {"/absolute", "/relative"}) {
            assertThat(root.text(link + "/fstab")).isEmpty();
            assertThat(root.list(link)).isEmpty();
            assertThat(root.remove(link + "/fstab")).isFalse();
            root.edit(link + "/fstab", "guest");
            root.mkdir(link + "/directory");
            root.symlink(link + "/link", "fstab");
        }

        assertThat(host).isDirectoryContaining(file -> file.endsWith("fstab"));
        try (var files = Files.list(host)) {
            assertThat(files).hasSize(1);
        }
        assertThat(host.resolve("fstab")).hasContent("host");
        assertThat(directory.resolve("root/host/fstab")).hasContent("guest");
    }

    @Test
    void givesUpOnLinksThatLeadToThemselves() throws IOException {
        Files.createSymbolicLink(etc.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(etc.resolve("b"), Path.of("/etc/a"));

        assertRefused(() -> root.text("/etc/a"), "/etc/a leads through more than 40 links");
        assertRefused(() -> root.edit("/etc/a/c", ""), "/etc/a/c leads through more than 40 links");
        assertThat(root.remove("/etc/a")).isTrue();
        assertThat(etc.resolve("a.before-domzero")).isSymbolicLink();
    }

    @Test
    void opensNothingButRegularFiles() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", etc.resolve("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createSymbolicLink(etc.resolve("link"), Path.of("fifo"));

        for (String path : new String[] {"/etc/fifo", "/etc/link", "/etc"}) {
            assertRefused(() -> root.text(path), path + " is no regular file");
            assertRefused(() -> root.edit(path, "a"), path + " is no regular file");
            assertThat(root.isExecutable(path)).isFalse();
        }
        assertThat(root.remove("/etc/fifo")).isTrue();
    }

    @Test
    void readsNoFileOfAnySize() throws IOException {
        try (var file = new RandomAccessFile(etc.resolve("fstab").toFile(), "rw")) {
            file.setLength(1L << 36);
        }

        assertRefused(() -> root.text("/etc/fstab"), "/etc/fstab is too large");
    }

    @Test
    void removesALinkAndNotWhatItLeadsTo() throws IOException {
        Files.writeString(etc.resolve("target"), "a");
        Files.createSymbolicLink(etc.resolve("link"), Path.of("target"));

        assertThat(root.remove("/etc/link")).isTrue();
        assertThat(root.remove("/etc/link")).isFalse();

        assertThat(etc.resolve("target")).hasContent("a");
        assertThat(etc.resolve("link.before-domzero")).isSymbolicLink();
    }

    @Test
    void keepsTheFirstOriginalOfWhatIsRemovedAgain() throws IOException {
        Files.writeString(etc.resolve("hwconf"), "first");
        root.remove("/etc/hwconf");
        Files.writeString(etc.resolve("hwconf"), "second");
        root.remove("/etc/hwconf");
        Files.createDirectory(etc.resolve("hwconf"));

        assertThat(etc.resolve("hwconf.before-domzero")).hasContent("first");
        assertRefused(() -> root.remove("/etc/hwconf"), "/etc/hwconf cannot be moved away");
        assertRefused(() -> root.remove("/etc/.."), "/etc/.. is the root itself");
    }

    @Test
    void hidesOriginalsWhereTheGuestTakesEveryFileForOneOfItsKind() throws IOException {
        Path rc = Files.createDirectories(etc.resolve("rc.d/rc3.d"));
        Files.createSymbolicLink(rc.resolve("S05kudzu"), Path.of("../init.d/kudzu"));

        root.remove("/etc/rc.d/rc3.d/S05kudzu");

        assertThat(rc.resolve(".S05kudzu.before-domzero")).isSymbolicLink();
        assertThat(root.list("/etc/rc.d/rc3.d")).isEmpty();
    }

    @Test
    void hidesOriginalsByTheDirectoryTheyAreReallyIn() throws IOException {
        Path settings = Files.createDirectories(etc.resolve("initramfs-tools/conf.d"));
        Files.writeString(settings.resolve("resume"), "RESUME=/dev/sda5");
        Files.createSymbolicLink(etc.resolve("link"), Path.of("initramfs-tools/conf.d"));
        Files.writeString(Files.createDirectories(etc.resolve("network")).resolve("interfaces"), "old");

        root.edit("/etc/link/resume", "RESUME=none");
        root.edit("/etc/network/interfaces", "new");

        assertThat(settings.resolve(".resume.before-domzero")).hasContent("RESUME=/dev/sda5");
        assertThat(etc.resolve("network/interfaces.before-domzero")).hasContent("old");
    }

    @Test
    void makesDirectoriesAndLinks() throws IOException {
        assertThat(root.mkdir("/tmp", 01777)).isTrue();
        assertThat(root.mkdir("/tmp", 0755)).isFalse();
        assertThat(root.mkdir("/var/lib/x")).isTrue();
        assertThat(root.symlink("/etc/systemd/system/a.service", "/dev/null")).isTrue();
        assertThat(root.symlink("/etc/systemd/system/a.service", "/dev/null")).isFalse();
        Files.writeString(etc.resolve("b"), "own");
        assertThat(root.symlink("/etc/b", "c")).isTrue();

        assertThat((int) Files.getAttribute(directory.resolve("root/tmp"), "unix:mode") & 07777)
                .isEqualTo(01777);
        assertThat(directory.resolve("root/var/lib/x")).isDirectory();
        assertThat(Files.readSymbolicLink(etc.resolve("systemd/system/a.service")))
                .hasToString("/dev/null");
        assertThat(Files.readSymbolicLink(etc.resolve("b"))).hasToString("c");
        assertThat(etc.resolve("b.before-domzero")).hasContent("own");
        assertRefused(() -> root.mkdir("/etc/b.before-domzero"), "/etc/b.before-domzero is no directory");
    }

    @Test
    void knowsWhatMayBeRun() throws IOException {
        Path file = Files.writeString(etc.resolve("rc.smartd"), "#!/bin/sh\n");

        assertThat(root.isExecutable("/etc/rc.smartd")).isFalse();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(root.isExecutable("/etc/rc.smartd")).isTrue();
        assertThat(root.isExecutable("/etc")).isFalse();
    }

    @Test
    void needsADirectory() {
        assertRefused(
                () -> GuestRoot.of(directory.resolve("none")),
                directory.resolve("none").toString());
        assertRefused(() -> GuestRoot.of(Path.of("/")), "/ is no directory with a copied root");
    }
}
