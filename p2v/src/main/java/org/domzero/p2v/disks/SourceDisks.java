package org.domzero.p2v.disks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.domzero.p2v.source.ReadThrough;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;

/**
 * The disks of a machine, so that a system on them can be read as it would read itself, and nothing is written to them.
 *
 * <p>The kernel is told to refuse every write to them, before anything else. Arrays and volume groups are put together
 * read-only, a degraded one too. Each file system is seen through a snapshot whose changes are in memory: a journal that
 * was not at its end is replayed there.
 */
final class SourceDisks implements AutoCloseable {
    private static final String CHANGES = "/run/domzero/p2v/changes";
    /** Of the machine's memory, for what the replaying of journals changes. */
    private static final String MEMORY = "50%";
    /** Not taken before it is needed. No journal is larger than that. */
    private static final String LARGEST_CHANGE = "2G";

    private static final int SECTOR = 512;

    /**
     * ROOT CHANGES PREFIX: takes apart what a run has left that had no time to. Whoever opened something by hand finds it as it
     * was.
     */
    private static final String LEFT = """
            grep -q " $2 " /proc/self/mounts || exit 0
            while umount -R "$1" 2> /dev/null; do :; done
            dmsetup info -c --noheadings -o name | grep "^$3" | xargs -r -n 1 dmsetup remove --retry || exit
            losetup --noheadings --output NAME,BACK-FILE | grep " $2/" | while read -r loop file; do
                losetup --detach "$loop"
            done
            umount "$2"
            """;

    private final CommandRunner commands;
    private final Progress progress;
    private final List<BlockDevice> fileSystems = new ArrayList<>();
    private final List<Command> undo = new ArrayList<>();

    private SourceDisks(CommandRunner commands, Progress progress) {
        this.commands = commands;
        this.progress = progress;
    }

    static SourceDisks open(CommandRunner commands, Progress progress) {
        SourceDisks disks = new SourceDisks(commands, progress);
        try {
            disks.open();
            return disks;
        } catch (RuntimeException failed) {
            TakenApart.after(failed, disks);
            throw failed;
        }
    }

    private void open() {
        CommandResult cleared =
                commands.tryRun(Command.of("sh", "-c", LEFT, "sh", MountedSystem.ROOT, CHANGES, ReadThrough.PREFIX));
        if (!cleared.succeeded()) {
            throw UserError.refused(
                    "the disks are still in use by an earlier run: " + cleared.tail(1),
                    "one whose connection was lost ends within two minutes; if another one runs, let it end");
        }
        List<BlockDevice> plain = protect(List.of());
        if (has(plain, "linux_raid_member")) {
            // With no file of settings it takes what the disks say. One that lacks a disk is started as it is.
            CommandResult assembled = commands.tryRun(
                    Command.of("mdadm", "--assemble", "--scan", "--readonly", "--run", "--config=partitions"));
            undo.add(0, Command.of("mdadm", "--stop", "--scan"));
            if (!assembled.succeeded()) {
                progress.warn("not all arrays could be put together: " + assembled.tail(2));
            }
        }
        List<BlockDevice> withArrays = protect(plain);
        if (has(withArrays, "LVM2_member")) {
            activate();
        }
        List<BlockDevice> all = protect(withArrays);
        commands.run("modprobe", "dm-snapshot");
        commands.run("mkdir", "-p", CHANGES);
        commands.run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + MEMORY, "tmpfs", CHANGES);
        undo.add(0, Command.of("umount", CHANGES));
        Set<String> seen = new LinkedHashSet<>();
        all.stream().flatMap(BlockDevice::all).filter(BlockDevice::holdsFiles).forEach(device -> {
            // A volume on two disks is below both.
            if (seen.add(device.path())) {
                snapshot(device);
                fileSystems.add(device);
            }
        });
    }

    /** Looks at what there is, and has the kernel refuse writes to what was not there before. */
    private List<BlockDevice> protect(List<BlockDevice> before) {
        // What is on a device that has just come is known when udev has looked.
        commands.run("udevadm", "settle");
        Set<String> known =
                before.stream().flatMap(BlockDevice::all).map(BlockDevice::path).collect(Collectors.toSet());
        List<BlockDevice> now = BlockDevice.disks(commands.run(BlockDevice.LIST).output());
        now.stream()
                .flatMap(BlockDevice::all)
                .map(BlockDevice::path)
                .distinct()
                .filter(path -> !known.contains(path))
                .forEach(path -> commands.run("blockdev", "--setro", path));
        return now;
    }

    private static boolean has(List<BlockDevice> disks, String content) {
        return disks.stream()
                .flatMap(BlockDevice::all)
                .anyMatch(device -> device.content().equals(content));
    }

    private void activate() {
        List<String> groups = commands.run("vgs", "--noheadings", "-o", "vg_name").lines().stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        String readOnly = groups.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
        CommandResult activated = commands.tryRun(Command.of(
                "vgchange",
                "--activate",
                "y",
                "--activationmode",
                "partial",
                "--monitor",
                "n",
                "--config",
                "activation{read_only_volume_list=[" + readOnly + "]}"));
        groups.forEach(group -> undo.add(0, Command.of("vgchange", "--activate", "n", group)));
        if (!activated.succeeded()) {
            progress.warn("not all volumes could be activated: " + activated.tail(2));
        }
    }

    private void snapshot(BlockDevice device) {
        String name = device.copyName();
        String changes = CHANGES + "/" + name;
        commands.run("truncate", "--size=" + LARGEST_CHANGE, changes);
        String loop =
                commands.run("losetup", "--find", "--show", changes).output().strip();
        undo.add(0, Command.of("losetup", "--detach", loop));
        String table = "0 " + device.size().bytes() / SECTOR + " snapshot " + device.path() + " " + loop + " N 8";
        commands.run("dmsetup", "create", name, "--table", table);
        undo.add(0, Command.of("dmsetup", "remove", "--retry", name));
    }

    /** Those that hold files. They are read as {@code /dev/mapper/} with their {@link BlockDevice#copyName}. */
    List<BlockDevice> fileSystems() {
        return List.copyOf(fileSystems);
    }

    /** Takes all of it apart. The disks stay protected. */
    @Override
    public void close() {
        for (Command command : undo) {
            CommandResult result = commands.tryRun(command);
            if (!result.succeeded()) {
                progress.warn(command.line() + ": " + result.tail(1));
            }
        }
        undo.clear();
    }
}
