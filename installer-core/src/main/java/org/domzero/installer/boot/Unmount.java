package org.domzero.installer.boot;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Unmounts a partition of the host under repair; what was written is on the disk then. */
record Unmount(String mountPoint) implements CommandAction {
    @Override
    public String summary() {
        return "unmount " + mountPoint;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("umount", mountPoint));
    }
}
