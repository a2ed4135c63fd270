package org.domzero.installer.finish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.domzero.bootloader.efi.LoaderEntry;
import org.domzero.bootloader.extlinux.ExtlinuxConfig;
import org.domzero.bootloader.extlinux.MultibootCommand;
import org.domzero.bootloader.extlinux.XenEntry;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskContent;
import org.domzero.partitioner.DiskLayout;
import org.domzero.partitioner.Format;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Looking, and only looking, at the boot partition of a host that is installed already. */
final class BootPartition {
    private static final String MOUNT_POINT = "/run/domzero/boot";
    private static final String EXTLINUX = "/extlinux";
    private static final String SYSTEMD_BOOT = "/EFI/systemd/systemd-bootx64.efi";

    private BootPartition() {}

    /** The host that the repositories belong to: its boot partition is on a disk with a part of one of them. */
    static Optional<HostOnDisk> find(Set<StorageRepository> repositories, List<Disk> disks, Effects effects) {
        return disks.stream()
                .filter(disk -> disk.repositories().stream().anyMatch(repositories::contains))
                .flatMap(disk -> disk.contents().stream())
                .filter(BootPartition::isBootPartition)
                .map(DiskContent::device)
                .findFirst()
                .map(device -> look(device, effects));
    }

    private static boolean isBootPartition(DiskContent content) {
        return content.layer() == DiskContent.Layer.PARTITION
                && DiskLayout.BOOT_PARTITION.equals(content.partLabel())
                && content.format() instanceof Format.Filesystem filesystem
                && filesystem.type().equals("vfat");
    }

    private static HostOnDisk look(String device, Effects effects) {
        String uuid = effects.commands()
                .tryRun(Command.of("lsblk", "--noheadings", "--nodeps", "--output", "PARTUUID", device))
                .output()
                .strip()
                .toLowerCase(Locale.ROOT);
        return mounted(device, effects, root -> new HostOnDisk(device, uuid, xenEntry(root, effects), hasUefi(root)));
    }

    /**
     * Does something with the partition's files while they are mounted.
     *
     * @throws UserError when it cannot be mounted
     */
    static <T> T mounted(String device, Effects effects, Function<Path, T> use) {
        effects.createDirectories(MOUNT_POINT);
        effects.commands().run("mount", "-t", "vfat", "-o", "ro", device, MOUNT_POINT);
        try {
            return use.apply(effects.resolve(MOUNT_POINT));
        } finally {
            effects.commands().tryRun(Command.of("umount", MOUNT_POINT));
        }
    }

    /** Extlinux's default entry, if it starts Xen and all its files are there. */
    private static Optional<XenEntry> xenEntry(Path root, Effects effects) {
        try {
            Path file = root.resolve("extlinux/extlinux.conf");
            ExtlinuxConfig config =
                    ExtlinuxConfig.parse(file.toString(), Files.readString(file, ExtlinuxConfig.CHARSET));
            return config.defaultLabel()
                    .flatMap(config::entry)
                    .flatMap(XenEntry::of)
                    .filter(entry -> entry.command().modules().stream()
                            .allMatch(module -> Files.isRegularFile(file(root, module))));
        } catch (IOException | UserError unreadable) {
            effects.progress().detail("extlinux.conf: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Where a module of an entry is: names that are not absolute begin at the configuration's folder. */
    static Path file(Path root, MultibootCommand.Module module) {
        String name = module.file().startsWith("/") ? module.file() : EXTLINUX + "/" + module.file();
        return root.resolve(name.substring(1)).normalize();
    }

    private static boolean hasUefi(Path root) {
        if (!Files.isRegularFile(root.resolve(SYSTEMD_BOOT.substring(1)))) {
            return false;
        }
        try (Stream<Path> files = Files.list(root.resolve(LoaderEntry.FOLDER.substring(1)))) {
            return files.filter(file -> file.toString().endsWith(".conf")).anyMatch(file -> starts(root, file));
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean starts(Path root, Path entry) {
        try {
            String efi = LoaderEntry.parse(Files.readString(entry)).efi();
            return efi != null && efi.startsWith("/") && Files.isRegularFile(root.resolve(efi.substring(1)));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
