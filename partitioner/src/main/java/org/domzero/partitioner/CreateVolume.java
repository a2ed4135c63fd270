package org.domzero.partitioner;

import java.util.List;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Makes a logical volume on one physical volume, so that it needs no other disk.
 *
 * @param size a whole number of MiB
 */
record CreateVolume(StorageRepository repository, String name, ByteSize size, String physicalVolume)
        implements CommandAction {
    @Override
    public String summary() {
        return "make the volume " + name + " (" + size + ") on " + physicalVolume;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of(
                "lvcreate",
                "--yes",
                "--wipesignatures",
                "y",
                "--name",
                name,
                "--size",
                size.mebibytes() + "m",
                repository.vgName(),
                physicalVolume));
    }
}
