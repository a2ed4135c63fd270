package org.domzero.installer.boot;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Gives a FAT the UUID by which a host mounts it.
 *
 * @param volumeId eight hexadecimal digits
 */
record SetVolumeId(String device, String volumeId) implements CommandAction {
    @Override
    public String summary() {
        return "give " + device + " the UUID by which the host mounts it";
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("fatlabel", "--volume-id", device, volumeId));
    }
}
