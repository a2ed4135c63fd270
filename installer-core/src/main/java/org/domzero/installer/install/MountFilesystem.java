package org.domzero.installer.install;

import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Mounts a file system where the new system is being put together. */
record MountFilesystem(String device, String type, String mountPoint) implements Action {
    @Override
    public String summary() {
        return "mount " + device + " (" + type + ") at " + mountPoint;
    }

    @Override
    public void perform(Effects effects) {
        effects.createDirectories(mountPoint);
        // Named by type: the kernel's guessing would load modules for, and look for, every type it knows.
        effects.commands().run("mount", "-t", type, device, mountPoint);
    }
}
