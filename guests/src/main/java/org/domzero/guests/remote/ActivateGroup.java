package org.domzero.guests.remote;

import java.util.List;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Opens or closes the volumes of a group: vgchange(8). */
record ActivateGroup(StorageRepository repository, boolean active) implements CommandAction {
    @Override
    public String summary() {
        return (active ? "activate" : "deactivate") + " the LVM group " + repository.vgName();
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("vgchange", active ? "-ay" : "-an", repository.vgName()));
    }
}
