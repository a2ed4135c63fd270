package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the initramfs-tools hook {@code dom0/slim-initrd.sh}, run on the beginnings of an initrd. */
class SlimInitrdTest {
    @TempDir
    private Path directory = Path.of("");

    private Path initrd() {
        return directory.resolve("initrd");
    }

    private void put(String path) throws IOException {
        Path file = initrd().resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, path);
    }

    private void setUp() throws IOException {
        Files.createDirectories(initrd().resolve("usr/lib"));
        Files.createSymbolicLink(initrd().resolve("lib"), Path.of("usr/lib"));
        put("usr/lib/modules/6.12/kernel/drivers/net/bnx2.ko.xz");
        put("usr/lib/modules/6.12/kernel/drivers/scsi/qla2xxx.ko.xz");
        put("usr/lib/firmware/bnx2/bnx2.fw");
        put("usr/lib/firmware/ql2500_fw.bin");
        put("usr/lib/firmware/real/ql2400_fw.bin");
        put("usr/lib/udev/hwdb.bin");
        Files.createSymbolicLink(initrd().resolve("usr/lib/firmware/ql2400_fw.bin"), Path.of("real/ql2400_fw.bin"));
        Files.createSymbolicLink(initrd().resolve("usr/lib/firmware/unused.bin"), Path.of("ql2500_fw.bin"));
    }

    /** @param modinfo a shell script in the place of the program that tells what firmware a module asks for */
    private List<String> leftBy(String modinfo) throws IOException {
        Path program = Files.writeString(directory.resolve("modinfo"), "#!/bin/sh\n" + modinfo + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        // In the place of what adds the modules that other hooks have asked for.
        Path functions = Files.writeString(
                directory.resolve("functions"),
                "apply_add_modules() { : > \"$DESTDIR\"/usr/lib/modules/6.12/kernel/drivers/net/late.ko; }\n");
        String script = Resource.text("dom0/slim-initrd.sh")
                .replace("/usr/share/initramfs-tools/hook-functions", functions.toString());
        Path hook = Files.writeString(directory.resolve("hook"), script);
        new ProcessCommandRunner()
                .run(Command.of(
                        "env",
                        "PATH=" + directory + ":/usr/sbin:/usr/bin:/sbin:/bin",
                        "TMPDIR=" + directory,
                        "DESTDIR=" + initrd(),
                        "version=6.12",
                        "sh",
                        hook.toString()));
        try (Stream<Path> left = Files.walk(initrd().resolve("usr/lib"))) {
            return left.filter(path -> !Files.isDirectory(path))
                    .map(path -> initrd().resolve("usr/lib").relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void leavesNoNetworkDriverAndOnlyFirmwareThatIsAskedFor() throws IOException {
        setUp();

        assertThat(leftBy("echo ql2400_fw.bin; echo ql2500_fw.bin; echo never-packaged.bin"))
                .containsExactly(
                        "firmware/ql2400_fw.bin",
                        "firmware/ql2500_fw.bin",
                        "firmware/real/ql2400_fw.bin",
                        "modules/6.12/kernel/drivers/scsi/qla2xxx.ko.xz");
        assertThat(initrd().resolve("usr/lib/firmware/bnx2")).doesNotExist();
    }

    @Test
    void leavesAllFirmwareWhenItCannotTell() throws IOException {
        setUp();

        assertThat(leftBy("exit 1"))
                .contains("firmware/bnx2/bnx2.fw", "firmware/unused.bin")
                .doesNotContain("modules/6.12/kernel/drivers/net/bnx2.ko.xz", "udev/hwdb.bin");
    }

    @Test
    void anInitrdWithoutFirmwareIsFine() throws IOException {
        put("usr/lib/modules/6.12/kernel/drivers/scsi/x.ko.xz");
        put("usr/lib/modules/6.12/kernel/drivers/net/x.ko.xz");
        Files.createSymbolicLink(initrd().resolve("lib"), Path.of("usr/lib"));

        assertThat(leftBy("true")).containsExactly("modules/6.12/kernel/drivers/scsi/x.ko.xz");
    }
}
