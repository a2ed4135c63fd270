package org.domzero.partitioner;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Removes an LVM group with all its volumes.
 *
 * @param name for people; two groups may share it, so the commands go by the uuid
 */
record RemoveVolumeGroup(String name, String uuid) implements CommandAction {
    @Override
    public String summary() {
        return "remove the LVM group " + name + " with all its volumes";
    }

    @Override
    public boolean destructive() {
        return true;
    }

    @Override
    public List<Command> commands() {
        String selection = "vg_uuid=" + uuid;
        return List.of(
                Command.of("vgchange", "-an", "--select", selection),
                Command.of("vgremove", "-ff", "-y", "--select", selection));
    }
}
