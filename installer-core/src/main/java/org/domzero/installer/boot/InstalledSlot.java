package org.domzero.installer.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * A slot with a dom0 in it, as its file system has it.
 *
 * @param content what is to boot it
 * @param bootUuid by which its fstab mounts the boot partition; null when it does not
 */
record InstalledSlot(
        SlotContent content,
        BootSettings settings,
        @Nullable String bootUuid) {
    private static final String FSTAB = "/etc/fstab";

    /** What is done where a slot has no settings of its own. */
    enum WithoutSettings {
        FAIL,
        WARN
    }

    /**
     * Reads a slot.
     *
     * @param root where it is mounted; empty for the running system's
     * @throws UserError when it cannot boot as it is
     */
    static InstalledSlot read(Effects effects, Slot slot, String root, WithoutSettings withoutSettings) {
        Set<String> modules = names(effects, root + "/usr/lib/modules");
        BootDirectory newest = BootDirectory.of(
                root + "/boot",
                names(effects, root + "/boot"),
                modules,
                (one, other) -> newer(effects.commands(), one, other));
        String fstab = text(effects, root + FSTAB)
                .orElseThrow(() -> UserError.failed(root + FSTAB + " is missing", "restore it from a backup"));
        BootSettings settings = settings(effects, root, withoutSettings);
        String boot = root + "/boot/";
        SlotContent content = SlotContent.of(
                slot,
                newest.kernelRelease(),
                newest.xenVersion(),
                settings.options().withRoot(rootUuid(root, fstab)),
                List.of(
                        file(
                                effects,
                                BootFile.KERNEL,
                                new FileSource.Copied(boot + "vmlinuz-" + newest.kernelRelease())),
                        file(
                                effects,
                                BootFile.INITRD,
                                new FileSource.Copied(boot + "initrd.img-" + newest.kernelRelease())),
                        file(effects, BootFile.XEN, new FileSource.Copied(boot + "xen-" + newest.xenVersion() + ".gz")),
                        file(
                                effects,
                                BootFile.XEN_EFI,
                                new FileSource.WithoutDebugData(boot + "xen-" + newest.xenVersion() + ".efi"))),
                modules);
        return new InstalledSlot(
                content, settings, Fstab.uuid(fstab, BootPartition.MOUNT_POINT).orElse(null));
    }

    /** Whether there is anything of a dom0 in what is mounted there. */
    static boolean isThere(Effects effects, String root) {
        return !BootDirectory.isEmpty(names(effects, root + "/boot"))
                && Files.isDirectory(effects.resolve(root + "/etc/domzero"));
    }

    private static UUID rootUuid(String root, String fstab) {
        Optional<String> uuid = Fstab.uuid(fstab, "/");
        try {
            return UUID.fromString(uuid.orElse(""));
        } catch (IllegalArgumentException noUuid) {
            throw UserError.failed(
                    root + FSTAB + " does not mount / by UUID="
                            + uuid.map(value -> ": \"" + value + "\" is none").orElse(""),
                    "the line is: UUID=… / ext4 errors=remount-ro 0 1; 'lsblk -o PATH,PARTLABEL,UUID' shows the uuid");
        }
    }

    private static BootSettings settings(Effects effects, String root, WithoutSettings withoutSettings) {
        String path = root + BootSettings.PATH;
        Optional<String> text = text(effects, path);
        if (text.isEmpty() && withoutSettings == WithoutSettings.WARN) {
            effects.progress()
                    .warn(path + " is missing: this slot gets usual options for Xen and Linux; once it runs, write the"
                            + " file anew and run 'domzero boot update'");
            return BootSettings.fallback();
        }
        return BootSettings.parse(
                path,
                text.orElseThrow(() -> UserError.failed(
                        path + " is missing, which says how this slot is booted; what boots has not been changed",
                        "restore it: its keys are in docs/boot.md, and "
                                + BootPartition.MOUNT_POINT + "/…/" + Generation.FILE
                                + " has the options that are in use")));
    }

    private static NewFile file(Effects effects, String name, FileSource source) {
        if (source instanceof FileSource.WithoutDebugData reduced) {
            try {
                byte[] bytes = reduced.bytes(effects);
                boolean hasNone = bytes.length == Files.size(effects.resolve(reduced.path()));
                return new NewFile(
                        new BootFile(name, bytes.length, Sha256.of(bytes)),
                        hasNone ? new FileSource.Copied(reduced.path()) : reduced);
            } catch (IOException e) {
                throw unreadable(reduced.path(), e);
            }
        }
        String path = ((FileSource.Copied) source).path();
        try {
            Path file = effects.resolve(path);
            return new NewFile(new BootFile(name, Files.size(file), Sha256.ofFile(file)), source);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static boolean newer(CommandRunner commands, String one, String other) {
        return commands.tryRun(Command.of("dpkg", "--compare-versions", one, "gt", other))
                .succeeded();
    }

    private static Set<String> names(Effects effects, String directory) {
        Path path = effects.resolve(directory);
        if (!Files.isDirectory(path)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static Optional<String> text(Effects effects, String path) {
        Path file = effects.resolve(path);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static UserError unreadable(String path, IOException cause) {
        return UserError.failed(
                path + " cannot be read: " + IoReason.of(cause), "the kernel's messages (dmesg) tell why", cause);
    }
}
