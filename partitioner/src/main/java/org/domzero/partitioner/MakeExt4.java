package org.domzero.partitioner;

import java.util.List;
import java.util.UUID;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Makes an ext4 filesystem. Its inode tables are initialised in the background at the first mount, which saves most of
 * the time.
 *
 * @param label at most 16 bytes
 * @param destructive whether the device held something that is lost by it
 */
public record MakeExt4(String device, String label, UUID uuid, boolean destructive) implements CommandAction {
    /** On a device that holds nothing. */
    public MakeExt4(String device, String label, UUID uuid) {
        this(device, label, uuid, false);
    }

    @Override
    public String summary() {
        return "make an ext4 filesystem on " + device + " (" + label + ")";
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of(
                "mkfs.ext4",
                "-q",
                "-F",
                "-L",
                label,
                "-U",
                uuid.toString(),
                "-E",
                "lazy_itable_init=1,lazy_journal_init=1",
                device));
    }
}
