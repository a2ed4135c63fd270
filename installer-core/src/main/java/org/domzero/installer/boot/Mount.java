package org.domzero.installer.boot;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Mounts a partition of the host under repair.
 *
 * @param options of mount(8)
 */
record Mount(String device, String type, String options, String mountPoint) implements Action {
    /** A slot, of which not even the journal is replayed. */
    static Mount slot(String device, String mountPoint) {
        return new Mount(device, "ext4", "ro,noload", mountPoint);
    }

    @Override
    public String summary() {
        return "mount " + device + " (" + type + ", " + options + ") at " + mountPoint;
    }

    @Override
    public void perform(Effects effects) {
        effects.createDirectories(mountPoint);
        effects.commands().run(command());
    }

    Command command() {
        return Command.of("mount", "-t", type, "-o", options, device, mountPoint);
    }
}
