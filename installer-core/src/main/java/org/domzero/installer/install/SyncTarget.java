package org.domzero.installer.install;

import java.time.Duration;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Waits until what was written to file systems is on their disk. A disk that fails does so here: writing itself ends in
 * memory, and unmounting tells nobody what could not be written.
 */
record SyncTarget(List<String> mountPoints) implements Action {
    SyncTarget {
        mountPoints = List.copyOf(mountPoints);
    }

    @Override
    public String summary() {
        return "wait until " + String.join(" and ", mountPoints) + " are on the disk";
    }

    @Override
    public void perform(Effects effects) {
        for (String mountPoint : mountPoints) {
            CommandResult result = effects.commands()
                    .tryRun(Command.of("sync", "--file-system", mountPoint).withLimit(Duration.ofHours(1)));
            if (!result.succeeded()) {
                throw UserError.failed(
                        "not everything could be written to the disk: " + result.tail(1),
                        "the disk, its cable or its controller fails; the kernel's messages (dmesg) name the sectors");
            }
        }
    }
}
