package org.domzero.guests.remote;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.domzero.partitioner.Disk;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Which disks an iSCSI server has for this host. */
public final class IscsiUnits {
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private IscsiUnits() {}

    /**
     * Makes sure that a target is named.
     *
     * @throws UserError naming those that there are when it is not, and there is more than one
     */
    public static IscsiUnit withTarget(IscsiUnit asked, Effects effects) {
        if (asked.target() != null) {
            return asked;
        }
        List<String> targets = targets(discover(asked, effects));
        if (targets.size() == 1) {
            return asked.withTarget(targets.get(0));
        }
        if (targets.isEmpty()) {
            throw UserError.failed(
                    asked.portal() + " has no target for this host",
                    "this host's name there is " + InitiatorName.ensure(effects));
        }
        throw UserError.usage(
                asked.portal() + " has several targets",
                "name one of "
                        + targets.stream()
                                .map(target -> asked.withTarget(target).text())
                                .collect(Collectors.joining(", ")));
    }

    private static String discover(IscsiUnit asked, Effects effects) {
        InitiatorName.ensure(effects);
        Command command = Command.of(
                        "iscsiadm",
                        "--mode",
                        "discovery",
                        "--op",
                        "nonpersistent",
                        "--type",
                        "sendtargets",
                        "--portal",
                        asked.portal())
                .withLimit(LIMIT);
        CommandResult result = asked.server().ask(command, effects);
        if (!result.succeeded()) {
            throw UserError.failed(
                    asked.portal() + " does not tell its targets: "
                            + result.tail(1).replaceFirst("^iscsiadm: ", ""),
                    "does the iSCSI server run, and listen there?");
        }
        return result.output();
    }

    /** Reads what discovery said: {@code 10.0.0.5:3260,1 iqn.2026-11.org.example:san}, a line for each portal. */
    static List<String> targets(String discovered) {
        return discovered
                .lines()
                .map(line -> line.strip().split(" "))
                .filter(words -> words.length == 2)
                .map(words -> words[1])
                .distinct()
                .toList();
    }

    /**
     * The disk that a unit of a target is, with which there is a session.
     *
     * @throws UserError when the one that is named is not there; or naming those that there are when none is named, and
     *     there is more than one
     */
    public static Found find(IscsiUnit asked, List<Disk> here) {
        Map<Integer, Disk> units = new TreeMap<>();
        for (Disk disk : here) {
            for (String link : disk.links()) {
                Integer lun = asked.lunOf(link);
                if (lun != null) {
                    units.put(lun, disk);
                }
            }
        }
        if (asked.lun() == null && units.size() == 1) {
            Map.Entry<Integer, Disk> only = units.entrySet().iterator().next();
            return new Found(asked.withLun(only.getKey()), only.getValue());
        }
        Disk disk = asked.lun() == null ? null : units.get(asked.lun());
        if (disk != null) {
            return new Found(asked, disk);
        }
        if (asked.lun() != null) {
            throw UserError.usage(
                    asked.target() + " has no disk " + asked.lun() + " for this host",
                    "leave the number out to be told which there are");
        }
        if (units.isEmpty()) {
            throw UserError.failed(
                    asked.target() + " has no disk for this host",
                    "on the server: is a logical unit given to this host? 0 is often the server itself");
        }
        String there = units.entrySet().stream()
                .map(unit -> asked.withLun(unit.getKey()).text() + " ("
                        + unit.getValue().size() + ")")
                .collect(Collectors.joining(", "));
        throw UserError.usage(asked.target() + " has several disks", "name one of " + there);
    }

    /** A unit, and the disk that it is on this host. */
    public record Found(IscsiUnit unit, Disk disk) {}
}
