package org.domzero.partitioner;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Wipes what is on a running RAID array and stops it; its members are wiped with their disks. */
record StopRaid(String device) implements CommandAction {
    @Override
    public String summary() {
        return "wipe and stop the RAID array " + device;
    }

    @Override
    public boolean destructive() {
        return true;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("wipefs", "--all", "--force", device), Command.of("mdadm", "--stop", device));
    }
}
