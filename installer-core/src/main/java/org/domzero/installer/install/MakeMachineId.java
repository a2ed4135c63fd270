package org.domzero.installer.install;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Makes the number that no other host has. */
record MakeMachineId(String target) implements CommandAction {
    @Override
    public String summary() {
        return "make a machine-id";
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("systemd-machine-id-setup", "--root=" + target));
    }
}
