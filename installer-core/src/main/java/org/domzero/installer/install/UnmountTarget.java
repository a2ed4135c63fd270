package org.domzero.installer.install;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Unmounts the new system and everything mounted in it; what was written is on the disk then. */
record UnmountTarget(String mountPoint) implements CommandAction {
    @Override
    public String summary() {
        return "unmount " + mountPoint;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("umount", "--recursive", mountPoint));
    }
}
