package org.domzero.guests.vm;

import java.util.List;
import java.util.UUID;
import org.domzero.guests.storage.Volume;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Makes swap of a new volume, as a whole: mkswap(8). */
public record MakeSwap(Volume volume, UUID uuid) implements CommandAction {
    @Override
    public String summary() {
        return "make swap of " + volume.name();
    }

    @Override
    public List<Command> commands() {
        return List.of(command(volume.path(), uuid));
    }

    /** The same for a device. */
    public static Command command(String device, UUID uuid) {
        return Command.of("mkswap", "--uuid", uuid.toString(), device);
    }
}
