package org.domzero.partitioner;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Makes the boot partition's FAT32.
 *
 * @param volumeId eight hexadecimal digits
 */
record MakeBootFilesystem(String device, String label, String volumeId) implements CommandAction {
    @Override
    public String summary() {
        return "make a FAT32 filesystem on " + device + " (" + label + ")";
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("mkfs.vfat", "-F", "32", "-n", label, "-i", volumeId, device));
    }
}
