package org.domzero.guests.storage;

import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Copies what is on a volume to a new one of the same size. In a file, holes stay holes. */
public record CopyVolume(Volume from, Volume to) implements Action {
    @Override
    public String summary() {
        return "copy " + from.name() + " (" + from.size() + ") to " + to.name();
    }

    @Override
    public void perform(Effects effects) {
        boolean sparse = !to.repository().kind().isGroup();
        BlockCopy.run(from.path(), to.path(), from.size(), sparse, effects);
    }
}
