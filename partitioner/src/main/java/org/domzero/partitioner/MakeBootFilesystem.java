package org.domzero.partitioner;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Makes the boot partition's FAT32.
 *
 * @param volumeId eight hexadecimal digits
 * @param destructive whether the device held something that is lost by it
 */
public record MakeBootFilesystem(String device, String label, String volumeId, boolean destructive)
        implements CommandAction {
    /** On a device that holds nothing. */
    public MakeBootFilesystem(String device, String label, String volumeId) {
        this(device, label, volumeId, false);
    }

    @Override
    public String summary() {
        return "make a FAT32 filesystem on " + device + " (" + label + ")";
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("mkfs.vfat", "-F", "32", "-n", label, "-i", volumeId, device));
    }
}
