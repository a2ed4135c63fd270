package org.domzero.p2v.disks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Fstab;
import org.domzero.p2v.system.FstabEntry;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * The system that is on the disks of this machine, at {@link #ROOT} with what it mounts itself when it starts. Nothing is
 * written to the disks.
 */
public final class MountedSystem implements AutoCloseable {
    public static final String ROOT = "/run/domzero/p2v/source";

    /** Where the root of systems on btrfs is, if it is not what is mounted by itself: (open)SUSE's is. */
    private static final List<String> SUBVOLUMES = List.of("", "@", "root", "@rootfs");

    private final Effects effects;
    private final SourceDisks disks;
    private final Deque<String> mounted = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();

    private String name = "";

    /** One that has the files of a root. */
    private record Candidate(BlockDevice device, String options) {}

    private MountedSystem(Effects effects, SourceDisks disks) {
        this.effects = effects;
        this.disks = disks;
    }

    /**
     * Finds it.
     *
     * @param wanted the device with the root, where there are several systems; null for the only one
     * @throws UserError when there is none, or more than one
     */
    public static MountedSystem mount(@Nullable String wanted, Effects effects) {
        SourceDisks disks = SourceDisks.open(effects);
        MountedSystem system = new MountedSystem(effects, disks);
        try {
            system.mount(wanted);
            return system;
        } catch (RuntimeException failed) {
            system.close();
            throw failed;
        }
    }

    /** By what it is told from others: the UUID of its root, or where that is. */
    public String name() {
        return name;
    }

    /** What of its own could not be mounted, a sentence each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void mount(@Nullable String wanted) {
        effects.createDirectories(ROOT);
        Candidate root = root(wanted);
        name = "root "
                + (root.device().uuid().isEmpty()
                        ? root.device().path()
                        : root.device().uuid());
        mount(root.device(), root.options(), "/");
        SystemDevices devices = new SystemDevices(disks.fileSystems(), this::kernelName);
        fstab().stream()
                .filter(entry ->
                        !entry.isRoot() && !entry.isSwap() && entry.mountPoint().startsWith("/"))
                .filter(entry -> !entry.has("noauto") || entry.directory().equals("/boot"))
                .filter(entry -> switch (entry.kind()) {
                    case NETWORK, PSEUDO, FILE -> false;
                    default -> true;
                })
                .sorted(Comparator.comparing(FstabEntry::directory))
                .forEach(entry -> mount(entry, devices));
    }

    private Candidate root(@Nullable String wanted) {
        List<Candidate> found = new ArrayList<>();
        for (BlockDevice device : disks.fileSystems()) {
            if (wanted == null || wanted.equals(device.path())) {
                candidate(device).ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            throw UserError.failed(
                    wanted == null
                            ? "there is no Linux system on the disks of this machine"
                            : "there is no root of a Linux system on " + wanted,
                    "it has to have an /etc/fstab; 'lsblk -f' shows what there is, and what is encrypted has to be opened"
                            + " before");
        }
        if (found.size() > 1) {
            throw UserError.usage(
                    "there are several systems on this machine: "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(one -> one.device().path())
                                            .toList()),
                    "--root " + found.get(0).device().path() + " takes the first of them");
        }
        return found.get(0);
    }

    private Optional<Candidate> candidate(BlockDevice device) {
        for (String subvolume : device.content().equals("btrfs") ? SUBVOLUMES : List.of("")) {
            String options = subvolume.isEmpty() ? "" : "subvol=" + subvolume;
            CommandResult result = effects.commands().tryRun(command(device, options, ROOT));
            if (result.succeeded()) {
                boolean root = isThere("etc/fstab") && (isThere("sbin") || isThere("usr/sbin"));
                effects.commands().run("umount", ROOT);
                if (root) {
                    return Optional.of(new Candidate(device, options));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isThere(String path) {
        return Files.exists(effects.resolve(ROOT + "/" + path), LinkOption.NOFOLLOW_LINKS);
    }

    private List<FstabEntry> fstab() {
        String text = GuestRoot.of(effects.resolve(ROOT))
                .text("/etc/fstab")
                .orElseThrow(() -> UserError.failed("its /etc/fstab cannot be read", "is the disk failing?"));
        return Fstab.parse(text).entries();
    }

    private void mount(FstabEntry entry, SystemDevices devices) {
        Optional<BlockDevice> device = devices.of(entry);
        if (device.isEmpty()) {
            warnings.add(entry.directory() + ": " + entry.source() + " is not among the disks of this machine");
            return;
        }
        if (leadsAway(entry.directory())) {
            warnings.add(entry.directory() + " is reached by a symbolic link, or is not there: it is not mounted");
            return;
        }
        String options = String.join(
                ",",
                entry.options().stream()
                        .filter(option -> option.matches("subvol(id)?=.*"))
                        .toList());
        try {
            mount(device.get(), options, entry.directory());
        } catch (UserError failed) {
            warnings.add(entry.directory() + ": " + failed.getMessage());
        }
    }

    /** A link of the system's own would lead into this one. */
    private boolean leadsAway(String directory) {
        Path path = effects.resolve(ROOT);
        for (String name : directory.substring(1).split("/")) {
            path = path.resolve(name);
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private void mount(BlockDevice device, String options, String directory) {
        String place = directory.equals("/") ? ROOT : ROOT + directory;
        effects.commands().run(command(device, options, place));
        mounted.push(place);
    }

    private static Command command(BlockDevice device, String options, String place) {
        List<String> all = new ArrayList<>(List.of("ro", "nosuid", "nodev", "noexec"));
        if (device.content().equals("xfs")) {
            // The disk itself has the same UUID.
            all.add("nouuid");
        }
        if (!options.isEmpty()) {
            all.add(options);
        }
        return Command.of(
                "mount",
                "-t",
                device.content(),
                "-o",
                String.join(",", all),
                "/dev/mapper/" + device.copyName(),
                place);
    }

    /** {@code dm-3} for {@code /dev/VolGroup00/LogVol01}. */
    private String kernelName(String path) {
        try {
            return String.valueOf(effects.resolve(path).toRealPath().getFileName());
        } catch (IOException absent) {
            return path;
        }
    }

    @Override
    public void close() {
        while (!mounted.isEmpty()) {
            String place = mounted.pop();
            CommandResult result = effects.commands().tryRun(Command.of("umount", place));
            if (!result.succeeded()) {
                effects.progress().warn(place + " stays mounted: " + result.tail(1));
            }
        }
        disks.close();
    }
}
