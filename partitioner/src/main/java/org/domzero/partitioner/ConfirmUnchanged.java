package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the disks again before the first of them is written to: between the choice and this moment a disk may have
 * been mounted, pulled out, or have got another's name.
 *
 * @param expected the disks as they were when they were chosen
 */
public record ConfirmUnchanged(List<Disk> expected) implements Action {
    public ConfirmUnchanged {
        expected = List.copyOf(expected);
    }

    @Override
    public String summary() {
        return "look again that the chosen disks are as they were";
    }

    @Override
    public void perform(Effects effects) {
        List<Disk> here = Disks.read(effects.commands());
        List<Problem> problems =
                expected.stream().flatMap(disk -> problem(disk, here).stream()).toList();
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.REFUSED, problems);
        }
    }

    private static Optional<Problem> problem(Disk before, List<Disk> here) {
        Optional<Disk> now =
                here.stream().filter(disk -> disk.path().equals(before.path())).findFirst();
        if (now.isEmpty()) {
            return Optional.of(problem(before, " is no longer there"));
        }
        List<String> changes = changes(before, now.get());
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(problem(before, " has changed since it was chosen: " + String.join(", ", changes)));
    }

    private static Problem problem(Disk disk, String change) {
        return Problem.of(
                disk.describe() + change + "; nothing has been written",
                "see 'domzero probe' for what is there now, and start again: the disks are then chosen anew");
    }

    private static List<String> changes(Disk before, Disk now) {
        List<String> changes = new ArrayList<>();
        compare(changes, "serial number", before.serial(), now.serial());
        compare(changes, "WWN", before.wwn(), now.wwn());
        compare(changes, "size", before.size(), now.size());
        for (DiskContent content : now.contents()) {
            if (has(before, content)) {
                if (!before.contents().contains(content)) {
                    changes.add(content.describe() + " is " + mounted(content) + " by now");
                }
            } else {
                changes.add(content.describe() + " is new");
            }
        }
        before.contents().stream()
                .filter(content -> !has(now, content))
                .forEach(content -> changes.add(content.describe() + " is gone"));
        return changes;
    }

    private static void compare(List<String> changes, String what, @Nullable Object before, @Nullable Object now) {
        if (!Objects.equals(before, now)) {
            changes.add("its " + what + " was " + orNone(before) + " and is " + orNone(now));
        }
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }

    /** Mounted or not. */
    private static boolean has(Disk disk, DiskContent content) {
        return disk.contents().stream()
                .anyMatch(other -> other.withoutMountPoints().equals(content.withoutMountPoints()));
    }

    private static String mounted(DiskContent content) {
        return content.mountPoints().isEmpty()
                ? "not mounted"
                : "mounted at " + String.join(", ", content.mountPoints());
    }
}
