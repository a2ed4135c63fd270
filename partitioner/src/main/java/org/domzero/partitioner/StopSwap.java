package org.domzero.partitioner;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Stops swapping to a device. */
record StopSwap(String device) implements CommandAction {
    @Override
    public String summary() {
        return "stop swapping to " + device;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("swapoff", device));
    }
}
