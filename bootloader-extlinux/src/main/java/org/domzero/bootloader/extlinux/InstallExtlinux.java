package org.domzero.bootloader.extlinux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Puts Extlinux into the mounted boot partition, and the boot code that finds it into the disk's first sector. That
 * code starts the GPT partition with the legacy-BIOS-bootable attribute, which whoever writes the partition table sets.
 *
 * <p>The boot code is 440 bytes; the disk signature and the protective partition table after them are not touched.
 * The configuration beside the modules, {@code extlinux.conf}, is written apart from it.
 *
 * @param mountPoint where the boot partition is mounted
 * @param diskPath the whole disk: {@code /dev/sda}
 * @param partitionNumber the boot partition's, for {@link #summary} only
 */
public record InstallExtlinux(String mountPoint, String diskPath, int partitionNumber) implements Action {
    static final String MODULE_FOLDER = "/usr/lib/syslinux/modules/bios";
    static final String BOOT_CODE = "/usr/lib/syslinux/mbr/gptmbr.bin";
    static final List<String> MODULES = List.of("ldlinux.c32", "libcom32.c32", "libutil.c32", "mboot.c32", "menu.c32");

    private static final int BOOT_CODE_BYTES = 440;

    @Override
    public String summary() {
        return "install Extlinux in partition " + partitionNumber + " of " + diskPath + " (" + folder()
                + ") and its boot code in the first " + BOOT_CODE_BYTES + " bytes of " + diskPath;
    }

    /** The boot code of whatever booted from the disk before is gone. */
    @Override
    public boolean destructive() {
        return true;
    }

    @Override
    public void perform(Effects effects) {
        check(effects);
        effects.createDirectories(folder());
        for (String module : MODULES) {
            effects.onFile(folder() + "/" + module, target -> {
                byte[] content = Files.readAllBytes(effects.resolve(MODULE_FOLDER + "/" + module));
                writeInPlace(target, content);
            });
        }
        effects.commands().run("extlinux", "--install", folder());
        effects.commands()
                .run(
                        "dd",
                        "if=" + BOOT_CODE,
                        "of=" + diskPath,
                        "bs=" + BOOT_CODE_BYTES,
                        "count=1",
                        "conv=notrunc,fsync");
    }

    private String folder() {
        return BootOnce.folder(mountPoint);
    }

    /** All that is needed, before anything is written. */
    private static void check(Effects effects) {
        List<Problem> problems = new ArrayList<>();
        List<String> needed = new ArrayList<>();
        MODULES.forEach(module -> needed.add(MODULE_FOLDER + "/" + module));
        needed.add(BOOT_CODE);
        for (String file : needed) {
            if (!Files.isRegularFile(effects.resolve(file))) {
                problems.add(Problem.of(file + " is missing", "install the packages extlinux and syslinux-common"));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.FAILED, problems);
        }
        effects.onFile(BOOT_CODE, code -> checkSize(Files.size(code)));
    }

    private static void checkSize(long bytes) {
        if (bytes == 0 || bytes > BOOT_CODE_BYTES) {
            throw UserError.refused(
                    BOOT_CODE + " is " + bytes + " bytes long, and boot code has 1 to " + BOOT_CODE_BYTES
                            + " bytes: after them lies the partition table",
                    "reinstall the package syslinux-common");
        }
    }

    private static void writeInPlace(Path target, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.truncate(content.length);
            channel.force(true);
        }
    }
}
