package org.domzero.installer.boot;

import java.util.List;
import java.util.regex.Pattern;
import org.domzero.toolkit.CommandResult;

/**
 * What {@code fsck.vfat -n} (dosfstools 4.2) found.
 *
 * @param detail its first complaint, for people
 */
record FatState(Condition condition, String detail) {
    enum Condition {
        WHOLE,
        /** Nothing is wrong but the flag that it was mounted when the machine went down. */
        DIRTY,
        DAMAGED
    }

    private static final String FLAG = "Dirty bit is set.";

    /** Beside the flag; that the boot sector and its copy differ is Extlinux's doing, and fsck calls it harmless. */
    private static final Pattern HARMLESS = Pattern.compile("fsck\\.fat .*"
            + "|There are differences between boot sector and its backup\\."
            + "|This is mostly harmless\\. Differences: .*"
            + "|\\s*,? *(\\d+:[0-9a-f]{2}/[0-9a-f]{2}(, )?)+"
            + "|  Not automatically fixing this\\."
            + "|" + Pattern.quote(FLAG) + ".*"
            + "| Automatically removing dirty bit\\."
            + "|Leaving filesystem unchanged\\."
            + "|\\S+: \\d+ files, \\d+/\\d+ clusters"
            + "|\\s*");

    static FatState of(CommandResult fsck) {
        if (fsck.succeeded()) {
            return new FatState(Condition.WHOLE, "");
        }
        List<String> complaints = (fsck.output() + "\n" + fsck.errors())
                .lines()
                .filter(line -> !HARMLESS.matcher(line).matches())
                .toList();
        boolean flagged = fsck.lines().stream().anyMatch(line -> line.startsWith(FLAG));
        if (complaints.isEmpty() && flagged) {
            return new FatState(Condition.DIRTY, FLAG);
        }
        return new FatState(
                Condition.DAMAGED,
                complaints.isEmpty()
                        ? "it ended with status " + fsck.status()
                        : complaints.get(0).strip());
    }
}
