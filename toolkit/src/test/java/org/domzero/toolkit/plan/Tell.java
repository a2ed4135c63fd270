package org.domzero.toolkit.plan;

import org.domzero.toolkit.progress.Progress;

/** An action that only tells its summary to the progress. */
record Tell(String summary, boolean destructive) implements Action {
    static Tell of(String summary) {
        return new Tell(summary, false);
    }

    @Override
    public void perform(Effects effects) {
        Progress progress = effects.progress();
        progress.info("did " + summary);
    }
}
