package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallSystemdBootTest {
    @TempDir
    Path root;

    private final InstallSystemdBoot action = new InstallSystemdBoot("/mnt/boot");

    @Test
    void putsTheLoaderUnderBothNames() throws IOException {
        Path source = Files.createDirectories(root.resolve("usr/lib/systemd/boot/efi"));
        Files.writeString(source.resolve("systemd-bootx64.efi"), "MZ new");
        Path boot = root.resolve("mnt/boot");
        Files.createDirectories(boot.resolve("EFI/BOOT"));
        Files.writeString(boot.resolve("EFI/BOOT/BOOTX64.EFI"), "MZ older and longer");

        action.perform(effects());

        assertThat(boot.resolve("EFI/BOOT/BOOTX64.EFI")).hasContent("MZ new");
        assertThat(boot.resolve("EFI/systemd/systemd-bootx64.efi")).hasContent("MZ new");
    }

    @Test
    void namesThePackageThatIsMissing() {
        assertThatThrownBy(() -> action.perform(effects()))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.render()).isEqualTo("""
                                error: /usr/lib/systemd/boot/efi/systemd-bootx64.efi is not there, so UEFI firmware would find nothing to boot
                                  hint: the dom0 image needs the package systemd-boot-efi"""));
        assertThat(root.resolve("mnt")).doesNotExist();
    }

    @Test
    void saysWhatItWrites() {
        assertThat(action.summary()).isEqualTo("install systemd-boot on /mnt/boot");
    }

    private Effects effects() {
        return new Effects(new RecordingCommandRunner(), root, Progress.SILENT);
    }
}
