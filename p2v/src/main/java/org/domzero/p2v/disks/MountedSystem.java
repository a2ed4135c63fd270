package org.domzero.p2v.disks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.domzero.p2v.system.Fstab;
import org.domzero.p2v.system.FstabEntry;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The system that is on the disks of a machine, at {@link #ROOT} there with what it mounts itself when it starts. Nothing
 * is written to the disks. All of it is done by commands: the machine may be this one, or one that is reached by SSH.
 */
public final class MountedSystem implements AutoCloseable {
    public static final String ROOT = "/run/domzero/p2v/source";

    /** Where the root of systems on btrfs is, if it is not what is mounted by itself: (open)SUSE's is. */
    private static final List<String> SUBVOLUMES = List.of("", "@", "root", "@rootfs");

    private final CommandRunner commands;
    private final Progress progress;
    private final MountedTree tree;
    private final SourceDisks disks;
    private final Deque<String> mounted = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();

    private String name = "";

    /** One that has the files of a root. */
    private record Candidate(BlockDevice device, String options) {}

    private MountedSystem(CommandRunner commands, Progress progress, SourceDisks disks) {
        this.commands = commands;
        this.progress = progress;
        this.tree = new MountedTree(ROOT, commands);
        this.disks = disks;
    }

    /**
     * Finds it.
     *
     * @param wanted the device with the root, where there are several systems; null for the only one
     * @param commands run on the machine, as all of it does
     * @throws UserError when there is none, or more than one
     */
    public static MountedSystem mount(@Nullable String wanted, CommandRunner commands, Progress progress) {
        SourceDisks disks = SourceDisks.open(commands, progress);
        MountedSystem system = new MountedSystem(commands, progress, disks);
        try {
            system.mount(wanted);
            return system;
        } catch (RuntimeException failed) {
            TakenApart.after(failed, system);
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
        commands.run("mkdir", "-p", ROOT);
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
                            ? "there is no Linux system on the disks"
                            : "there is no root of a Linux system on " + wanted,
                    "it has to have an /etc/fstab; 'lsblk -f' shows what there is, and what is encrypted has to be opened"
                            + " before");
        }
        if (found.size() > 1) {
            throw UserError.usage(
                    "there are several systems on the disks: "
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
            CommandResult result = commands.tryRun(command(device, options, ROOT));
            if (result.succeeded()) {
                boolean root = tree.isThere("/etc/fstab") && (tree.isThere("/sbin") || tree.isThere("/usr/sbin"));
                commands.run("umount", ROOT);
                if (root) {
                    return Optional.of(new Candidate(device, options));
                }
            }
        }
        return Optional.empty();
    }

    private List<FstabEntry> fstab() {
        String text = tree.text("/etc/fstab")
                .orElseThrow(() -> UserError.failed("its /etc/fstab cannot be read", "is the disk failing?"));
        return Fstab.parse(text).entries();
    }

    private void mount(FstabEntry entry, SystemDevices devices) {
        Optional<BlockDevice> device = devices.of(entry);
        if (device.isEmpty()) {
            warnings.add(entry.directory() + ": " + entry.source() + " is not among the disks");
            return;
        }
        if (!tree.isDirectory(entry.directory())) {
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

    private void mount(BlockDevice device, String options, String directory) {
        String place = directory.equals("/") ? ROOT : ROOT + directory;
        commands.run(command(device, options, place));
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
        CommandResult led = commands.tryRun(Command.of("readlink", "-e", path));
        String target = led.output().strip();
        return led.succeeded() ? target.substring(target.lastIndexOf('/') + 1) : path;
    }

    @Override
    public void close() {
        while (!mounted.isEmpty()) {
            String place = mounted.pop();
            CommandResult result = commands.tryRun(Command.of("umount", place));
            if (!result.succeeded()) {
                progress.warn(place + " stays mounted: " + result.tail(1));
            }
        }
        disks.close();
    }
}
