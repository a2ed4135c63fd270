package org.domzero.installer.boot;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Takes note that a FAT which was mounted when the machine went down is whole. */
record ClearDirtyFlag(String device) implements Action {
    @Override
    public String summary() {
        return "clear the mark on " + device + " that it was not unmounted";
    }

    @Override
    public void perform(Effects effects) {
        CommandResult result = effects.commands().tryRun(Command.of("fsck.vfat", "-a", device));
        // 1: it changed something, which is what it was to do.
        if (result.status() > 1) {
            throw UserError.failed(
                    "fsck.vfat -a " + device + " ended with status " + result.status() + ": " + result.tail(3),
                    "run 'domzero repair' again: it looks at the partition anew");
        }
    }
}
