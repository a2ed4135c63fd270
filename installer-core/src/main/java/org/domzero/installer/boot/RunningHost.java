package org.domzero.installer.boot;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;

/** Which slot this system runs from, and whether its boot partition can be written to. */
final class RunningHost {
    private static final String MOUNT_POINT = BootPartition.MOUNT_POINT;

    private RunningHost() {}

    /** @throws UserError when this is no domzero host */
    static Slot slot(CommandRunner commands) {
        String partLabel = findmnt(commands, "PARTLABEL", "/").output().strip();
        return Slot.ofPartition(partLabel)
                .orElseThrow(
                        () -> UserError.usage(
                                "this system does not run from a slot of a domzero host: its root is on "
                                        + (partLabel.isEmpty()
                                                ? "a partition without a name"
                                                : "the partition \"" + partLabel + "\""),
                                "run it on an installed host; from the booted ISO, 'domzero repair' makes boot partitions anew"));
    }

    /** @throws UserError when the boot partition is not mounted, or mounted read-only */
    static void checkBootPartition(CommandRunner commands, boolean writable) {
        CommandResult result = findmnt(commands, "FSTYPE,OPTIONS", MOUNT_POINT);
        List<String> words = List.of(result.output().strip().split("\\s+"));
        if (!result.succeeded() || words.size() < 2) {
            throw UserError.failed(
                    "the boot partition is not mounted at " + MOUNT_POINT,
                    "'mount " + MOUNT_POINT + "' does it; if it fails, boot the domzero ISO and run 'domzero repair'");
        }
        if (writable && List.of(words.get(1).split(",")).contains("ro")) {
            throw UserError.failed(
                    "the boot partition is mounted read-only, as the kernel does where it finds it damaged",
                    "'umount " + MOUNT_POINT + "', 'fsck.vfat -a' its device and 'mount " + MOUNT_POINT
                            + "'; or boot the domzero ISO and run 'domzero repair'");
        }
    }

    private static CommandResult findmnt(CommandRunner commands, String columns, String mountPoint) {
        return commands.tryRun(
                Command.of("findmnt", "--noheadings", "--raw", "--output", columns, "--mountpoint", mountPoint));
    }
}
