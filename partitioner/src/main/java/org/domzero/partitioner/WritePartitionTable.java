package org.domzero.partitioner;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Writes a partition table, wipes what old filesystems left where the new partitions begin, and waits until udev has
 * the partitions' devices.
 *
 * @param script for {@code sfdisk}
 */
record WritePartitionTable(String disk, String script) implements CommandAction {
    @Override
    public String summary() {
        return "write a new partition table to " + disk;
    }

    @Override
    public boolean destructive() {
        return true;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("sfdisk", "--wipe", "always", "--wipe-partitions", "always", disk)
                        .withInput(script),
                Command.of("udevadm", "settle", "--timeout=60"));
    }
}
