package org.domzero.bootloader.efi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Puts systemd-boot of the running system on a mounted boot partition, under its own name and under the one that
 * firmware looks for by itself. Its settings and entries are written apart from it.
 *
 * @param mountPoint where the boot partition is mounted
 */
public record InstallSystemdBoot(String mountPoint) implements Action {
    private static final String SOURCE = "/usr/lib/systemd/boot/efi/systemd-bootx64.efi";
    private static final List<String> TARGETS = List.of("/EFI/BOOT/BOOTX64.EFI", "/EFI/systemd/systemd-bootx64.efi");

    @Override
    public String summary() {
        return "install systemd-boot on " + mountPoint;
    }

    @Override
    public void perform(Effects effects) {
        Path source = effects.resolve(SOURCE);
        if (!Files.isRegularFile(source)) {
            throw UserError.failed(
                    SOURCE + " is not there, so UEFI firmware would find nothing to boot",
                    "the dom0 image needs the package systemd-boot-efi");
        }
        for (String target : TARGETS) {
            effects.onFile(mountPoint + target, path -> {
                Files.createDirectories(path.resolveSibling(""));
                Files.copy(source, path, StandardCopyOption.REPLACE_EXISTING);
            });
        }
    }
}
