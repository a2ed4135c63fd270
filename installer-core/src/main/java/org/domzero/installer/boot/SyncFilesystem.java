package org.domzero.installer.boot;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Waits until all that was written to a file system is on the disk: names and allocation tables too. */
record SyncFilesystem(String mountPoint) implements CommandAction {
    @Override
    public String summary() {
        return "wait until all of it is on the disk";
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("sync", "--file-system", mountPoint));
    }
}
