package org.domzero.guests.vm;

import org.domzero.guests.archive.ArchiveReader;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Compares what was read of an archive with its checksums. */
record CheckArchive(ArchiveReader archive) implements Action {
    @Override
    public String summary() {
        return "compare the checksums of " + archive.called();
    }

    @Override
    public void perform(Effects effects) {
        archive.finish();
    }
}
