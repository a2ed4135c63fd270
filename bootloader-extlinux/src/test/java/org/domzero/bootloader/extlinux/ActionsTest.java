package org.domzero.bootloader.extlinux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionsTest {
    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final InstallExtlinux install = new InstallExtlinux("/mnt/boot", "/dev/sda", 1);

    @TempDir
    Path root;

    private Effects effects;

    @BeforeEach
    void syslinuxIsInstalled() throws IOException {
        effects = new Effects(commands, root, Progress.SILENT);
        for (String module : InstallExtlinux.MODULES) {
            write(InstallExtlinux.MODULE_FOLDER + "/" + module, "module " + module);
        }
        write(InstallExtlinux.BOOT_CODE, "x".repeat(440));
    }

    @Test
    void copiesModulesAndInstalls() throws IOException {
        install.perform(effects);

        Path folder = root.resolve("mnt/boot/extlinux");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("mboot.c32", "libcom32.c32", "ldlinux.c32", "libutil.c32", "menu.c32");
        }
        assertThat(folder.resolve("menu.c32")).hasContent("module menu.c32");
        assertThat(commands.lines())
                .containsExactly(
                        "extlinux --install /mnt/boot/extlinux",
                        "dd if=/usr/lib/syslinux/mbr/gptmbr.bin of=/dev/sda bs=440 count=1 conv=notrunc,fsync");
        assertThat(install.destructive()).isTrue();
        assertThat(install.summary())
                .isEqualTo("install Extlinux in partition 1 of /dev/sda (/mnt/boot/extlinux)"
                        + " and its boot code in the first 440 bytes of /dev/sda");
    }

    @Test
    void leavesTheConfigurationAlone() throws IOException {
        write("/mnt/boot/extlinux/extlinux.conf", "default b\n");

        install.perform(effects);

        assertThat(root.resolve("mnt/boot/extlinux/extlinux.conf")).hasContent("default b\n");
    }

    @Test
    void refusesBootCodeThatWouldReachIntoThePartitionTable() throws IOException {
        write(InstallExtlinux.BOOT_CODE, "x".repeat(441));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> install.perform(effects))
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED))
                .satisfies(error -> assertThat(error.render())
                        .isEqualTo("error: /usr/lib/syslinux/mbr/gptmbr.bin is 441 bytes long, and boot code has 1 to"
                                + " 440 bytes: after them lies the partition table\n"
                                + "  hint: reinstall the package syslinux-common"));
        assertThat(root.resolve("mnt")).doesNotExist();
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void namesEveryMissingFileBeforeItWrites() throws IOException {
        Files.delete(root.resolve("usr/lib/syslinux/modules/bios/menu.c32"));
        Files.delete(root.resolve("usr/lib/syslinux/mbr/gptmbr.bin"));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> install.perform(effects))
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                                error: /usr/lib/syslinux/modules/bios/menu.c32 is missing
                                  hint: install the packages extlinux and syslinux-common
                                error: /usr/lib/syslinux/mbr/gptmbr.bin is missing
                                  hint: install the packages extlinux and syslinux-common"""));
        assertThat(root.resolve("mnt")).doesNotExist();
    }

    @Test
    void leavesTheDiskAloneWhenExtlinuxFails() {
        commands.answer("extlinux", new CommandResult(1, "", "extlinux: not a FAT file system"));

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> install.perform(effects))
                .withMessage("\"extlinux --install /mnt/boot/extlinux\" ended with status 1");
        assertThat(commands.lines()).hasSize(1);
    }

    @Test
    void bootsAnEntryOnce() {
        new BootOnce("/boot/domzero/", "b").perform(effects);

        assertThat(commands.lines()).containsExactly("extlinux --once=b /boot/domzero/extlinux");
        assertThat(new BootOnce("/boot", "b").summary()).isEqualTo("boot entry b once, by Extlinux in /boot/extlinux");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BootOnce("/boot", "b c"))
                .withMessage("\"b c\" is not a label: it has to be one word");
    }

    private void write(String file, String content) throws IOException {
        Path path = effects.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
