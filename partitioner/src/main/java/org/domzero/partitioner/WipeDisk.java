package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Removes every signature that could bring old data back to life: of filesystems, RAID, LVM and partition tables. Done
 * to disks that look empty too, as that takes a moment and spares the next boot surprises.
 *
 * @param partitions wiped before the disk itself
 * @param lost what is on it, for people; empty for an empty disk
 */
record WipeDisk(String disk, List<String> partitions, String lost) implements CommandAction {
    WipeDisk {
        partitions = List.copyOf(partitions);
    }

    @Override
    public String summary() {
        return "wipe " + disk + (lost.isEmpty() ? ", which is empty" : "; this loses " + lost);
    }

    @Override
    public boolean destructive() {
        return !lost.isEmpty();
    }

    @Override
    public List<Command> commands() {
        List<String> argv = new ArrayList<>(List.of("wipefs", "--all", "--force"));
        argv.addAll(partitions);
        argv.add(disk);
        // udev looks at every device that was written to, and sfdisk finds a disk busy whose partitions it has open.
        return List.of(Command.of(argv), Command.of("udevadm", "settle", "--timeout=60"));
    }
}
