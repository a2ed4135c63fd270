package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Makes the LVM group of a storage repository.
 *
 * @param devices new partitions, each of which becomes a physical volume
 */
record CreateRepository(StorageRepository repository, List<String> devices) implements CommandAction {
    CreateRepository {
        devices = List.copyOf(devices);
    }

    @Override
    public String summary() {
        return "make the storage repository " + repository + " on " + String.join(", ", devices);
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        devices.forEach(device -> commands.add(Command.of("pvcreate", "-ff", "-y", device)));
        List<String> group = new ArrayList<>(List.of("vgcreate", repository.vgName()));
        group.addAll(devices);
        commands.add(Command.of(group));
        return commands;
    }
}
