package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Adds physical volumes to the LVM group of a storage repository.
 *
 * @param devices new partitions, each of which becomes a physical volume
 */
record ExtendRepository(StorageRepository repository, List<String> devices) implements CommandAction {
    ExtendRepository {
        devices = List.copyOf(devices);
    }

    @Override
    public String summary() {
        return "add " + String.join(", ", devices) + " to the storage repository " + repository;
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        devices.forEach(device -> commands.add(Command.of("pvcreate", "-ff", "-y", device)));
        List<String> extend = new ArrayList<>(List.of("vgextend", repository.vgName()));
        extend.addAll(devices);
        commands.add(Command.of(extend));
        return commands;
    }
}
