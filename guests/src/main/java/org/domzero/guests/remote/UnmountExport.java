package org.domzero.guests.remote;

import java.nio.file.Files;
import java.time.Duration;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Unmounts a directory of an NFS server; nothing in it is removed. */
record UnmountExport(NfsExport export, String directory) implements Action {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String summary() {
        return "unmount " + export.text();
    }

    @Override
    public void perform(Effects effects) {
        if (Mounts.read(effects).at(directory)) {
            effects.commands().run(Command.of("umount", directory).withLimit(LIMIT));
        }
        effects.onFile(directory, Files::deleteIfExists);
    }
}
