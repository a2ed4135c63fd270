package org.domzero.guests.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Lets go of disks of an iSCSI target: of all but those that are still needed, and with the last one of the session. None
 * goes when one is in use.
 *
 * @param kept logical units of the target that are needed
 */
record CloseUnits(IscsiUnit unit, Set<Integer> kept) implements Action {
    private static final String LINKS = "/dev/disk/by-path";
    /** Types of lsblk(8) that are there without anybody's use. */
    private static final Set<String> PLAIN = Set.of("disk", "part");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of iscsiadm(8): no session, record or target was found. */
    private static final int NOTHING_THERE = 21;

    CloseUnits {
        kept = Set.copyOf(kept);
    }

    @Override
    public String summary() {
        return kept.isEmpty()
                ? "log out from " + unit.target() + " of " + unit.portal()
                : "let go of disks of " + unit.target() + ", but " + kept;
    }

    @Override
    public void perform(Effects effects) {
        Map<Integer, String> dropped = disks(effects);
        dropped.keySet().removeAll(kept);
        dropped.values().forEach(disk -> deactivate(disk, effects));
        dropped.values().forEach(disk -> drop(disk, effects));
        if (kept.isEmpty()) {
            logout(effects);
        }
    }

    /** Names of disks, as sdb, by their logical units. */
    private Map<Integer, String> disks(Effects effects) {
        Map<Integer, String> disks = new TreeMap<>();
        if (!Files.isDirectory(effects.resolve(LINKS))) {
            return disks;
        }
        effects.onFile(LINKS, directory -> {
            try (Stream<Path> links = Files.list(directory)) {
                for (Path link : links.toList()) {
                    Integer lun = unit.lunOf(link.toString());
                    if (lun != null) {
                        disks.put(
                                lun, String.valueOf(Files.readSymbolicLink(link).getFileName()));
                    }
                }
            }
        });
        return disks;
    }

    /**
     * What is on it may have been activated by itself, as LVM groups are. What cannot be deactivated is in use, and is not
     * pulled away.
     */
    private void deactivate(String disk, Effects effects) {
        String path = "/dev/" + disk;
        effects.commands().tryRun(Command.of("blkdeactivate", "--lvmoptions", "wholevg", path));
        effects.commands()
                .tryRun(Command.of(
                        "lsblk", "--noheadings", "--list", "--paths", "--output", "NAME,TYPE,MOUNTPOINT", path))
                .output()
                .lines()
                .map(line -> line.strip().split("\\s+", 3))
                .filter(row -> row.length == 3 || (row.length == 2 && !PLAIN.contains(row[1])))
                .findFirst()
                .ifPresent(used -> {
                    throw UserError.refused(
                            used[0] + " is in use" + (used.length == 3 ? ", mounted on " + used[2] : "")
                                    + ": it is on a disk of " + unit.target(),
                            "unmount it, or end what uses it; 'lsblk' shows what is on " + path);
                });
    }

    private static void drop(String disk, Effects effects) {
        effects.onFile("/sys/block/" + disk + "/device/delete", file -> writeInPlace(file, "1"));
    }

    static void writeInPlace(Path file, String text) throws IOException {
        // What sysfs has there is never made or cut.
        Files.write(file, List.of(text), StandardOpenOption.WRITE);
    }

    private void logout(Effects effects) {
        CommandResult result =
                effects.commands().tryRun(OpenUnit.node(unit, "--logout").withLimit(LIMIT));
        if (!result.succeeded() && result.status() != NOTHING_THERE) {
            throw UserError.failed(
                    "the session with " + unit.target() + " could not be ended: " + result.tail(1),
                    "is a disk of it in use? 'lsblk' shows it");
        }
        effects.commands().tryRun(OpenUnit.node(unit, "--op", "delete"));
    }
}
