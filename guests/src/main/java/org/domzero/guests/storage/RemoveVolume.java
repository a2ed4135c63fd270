package org.domzero.guests.storage;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Removes a volume with all that is on it. */
public record RemoveVolume(Volume volume) implements CommandAction {
    @Override
    public String summary() {
        return "remove the volume " + volume.name() + " (" + volume.size() + ") of "
                + volume.repository().name();
    }

    @Override
    public boolean destructive() {
        return true;
    }

    @Override
    public List<Command> commands() {
        return volume.repository().kind().isGroup()
                ? List.of(Command.of(
                        "lvremove", "--yes", volume.repository().group().vgName() + "/" + volume.name()))
                : List.of(Command.of("rm", "-f", "--", volume.path()));
    }
}
