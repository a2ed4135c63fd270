package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of {@link WriteFile}, {@link CopyFile}, {@link MakeLink} and {@link KeepRecords}. */
class FileActionsTest {
    @TempDir
    private Path root = Path.of("");

    private void perform(Action action) {
        action.perform(new Effects(new RecordingCommandRunner(), root, Progress.SILENT));
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    @Test
    void writesAFileWithItsDirectories() throws IOException {
        perform(new WriteFile("/t/etc/ssh/sshd_config.d/x.conf", "größe\n", "rw-r--r--"));

        assertThat(root.resolve("t/etc/ssh/sshd_config.d/x.conf")).hasContent("größe\n");
        assertThat(mode("t/etc/ssh/sshd_config.d/x.conf")).isEqualTo("rw-r--r--");
        assertThat(mode("t/etc/ssh/sshd_config.d")).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFileThatOthersMayNotReadLiesInADirectoryThatTheyMayNotEnter() throws IOException {
        perform(new WriteFile("/root/.ssh/authorized_keys", "key\n", "rw-------"));

        assertThat(mode("root/.ssh/authorized_keys")).isEqualTo("rw-------");
        assertThat(mode("root/.ssh")).isEqualTo("rwx------");
    }

    @Test
    void aDirectoryThatIsThereStaysAsItIs() throws IOException {
        Files.createDirectory(root.resolve("etc"));
        Files.setPosixFilePermissions(root.resolve("etc"), PosixFilePermissions.fromString("rwxr-xr-x"));

        perform(new WriteFile("/etc/shadow", "x\n", "rw-------"));

        assertThat(mode("etc")).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFileThatIsThereIsReplacedWithItsMode() throws IOException {
        Path file = Samples.write(root.resolve("etc/secret"), "an old and longer text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));

        perform(new WriteFile("/etc/secret", "new", "rw-------"));

        assertThat(file).hasContent("new");
        assertThat(mode("etc/secret")).isEqualTo("rw-------");
    }

    @Test
    void aLinkOutOfTheNewSystemIsReplacedNotFollowed() throws IOException {
        Path outside = Samples.write(root.resolve("outside"), "of the live system");
        Path source = Samples.write(root.resolve("source"), "copied");
        Files.createDirectories(root.resolve("t/etc"));
        for (String name : new String[] {"written", "copied", "linked"}) {
            Files.createSymbolicLink(root.resolve("t/etc/" + name), outside);
        }

        perform(new WriteFile("/t/etc/written", "written", "rw-r--r--"));
        perform(new CopyFile("/source", "/t/etc/copied"));
        perform(new MakeLink("/t/etc/linked", "/usr/share/zoneinfo/UTC"));

        assertThat(outside).hasContent("of the live system");
        assertThat(root.resolve("t/etc/written")).isRegularFile().hasContent("written");
        assertThat(root.resolve("t/etc/copied")).isRegularFile().hasSameBinaryContentAs(source);
        assertThat(Files.readSymbolicLink(root.resolve("t/etc/linked"))).hasToString("/usr/share/zoneinfo/UTC");
    }

    @Test
    void copiesOverWhatIsThere() {
        Samples.write(root.resolve("run/live/medium/live/vmlinuz"), "new kernel");
        Samples.write(root.resolve("t/boot/vmlinuz-1"), "an old and longer kernel");

        perform(new CopyFile("/run/live/medium/live/vmlinuz", "/t/boot/vmlinuz-1"));
        perform(new CopyFile("/run/live/medium/live/vmlinuz", "/t/boot/vmlinuz-2"));

        assertThat(root.resolve("t/boot/vmlinuz-1")).hasContent("new kernel");
        assertThat(root.resolve("t/boot/vmlinuz-2")).hasContent("new kernel");
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        Samples.write(root.resolve("t/etc"), "a file where a directory should be");

        UserError error = Samples.errorOf(() -> perform(new WriteFile("/t/etc/fstab", "", "rw-r--r--")));

        assertThat(error.render())
                .startsWith("error: /t/etc/fstab: ")
                .endsWith("\n  hint: is the disk full, or failing? the kernel's messages (dmesg) tell");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void keepsTheRecordsInTheNewSystem() {
        Samples.write(root.resolve("var/log/domzero/install.log"), "so far\n");
        Samples.write(root.resolve("var/log/domzero/plan.json"), "{}\n");
        Samples.write(root.resolve("t/var/log/domzero/install.log"), "of an earlier try, and longer\n");

        perform(new KeepRecords("/var/log/domzero", "/t"));

        assertThat(root.resolve("t/var/log/domzero/install.log")).hasContent("so far\n");
        assertThat(root.resolve("t/var/log/domzero/plan.json")).hasContent("{}\n");
    }

    @Test
    void summariesNameTheFileAndNothingInIt() {
        WriteFile secret = new WriteFile("/etc/domzero/answers.toml", "hunter2", "rw-------");

        assertThat(secret.summary()).isEqualTo("write /etc/domzero/answers.toml");
        assertThat(secret).hasToString("WriteFile[/etc/domzero/answers.toml, rw-------]");
        assertThat(new CopyFile("/a", "/b").summary()).isEqualTo("copy /a to /b");
        assertThat(new MakeLink("/a", "/b").summary()).isEqualTo("link /a to /b");
        assertThat(new KeepRecords("/var/log/domzero", "/t").summary())
                .isEqualTo("keep the log of this install in /t/var/log/domzero");
    }

    @Test
    void copyingNamesASourceThatIsGone() {
        UserError error = Samples.errorOf(() -> perform(new CopyFile("/run/live/medium/live/vmlinuz", "/t/vmlinuz")));

        assertThat(error.render())
                .isEqualTo("error: /run/live/medium/live/vmlinuz cannot be read\n"
                        + "  hint: is the installation medium still in the drive?");
        assertThat(root.resolve("t")).doesNotExist();
    }
}
