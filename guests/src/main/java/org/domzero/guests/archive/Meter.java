package org.domzero.guests.archive;

import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;

/** Tells how much of what is to be copied has been, a few times a second, and ends a copy that was interrupted. */
public final class Meter {
    private static final long TOLD_EVERY = 300_000_000L;

    private final Progress progress;
    private final long total;
    private long done;
    private long told = System.nanoTime();

    /**
     * For one copy, of several disks perhaps.
     *
     * @param total how many bytes there are to copy, or about
     */
    public Meter(Progress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    /**
     * So many more have been copied.
     *
     * @throws UserError when the thread was interrupted
     */
    public void passed(int bytes) {
        refuseIfInterrupted();
        done += bytes;
        long now = System.nanoTime();
        if (now - told > TOLD_EVERY) {
            progress.on(new ProgressEvent.Fraction(Math.min(1, (double) done / total)));
            told = now;
        }
    }

    /**
     * Takes an interruption of the thread for what it is; what else went wrong is then only its consequence.
     *
     * @throws UserError when there was one
     */
    public static void refuseIfInterrupted() {
        if (Thread.interrupted()) {
            throw UserError.failed("it was interrupted", "run it again");
        }
    }
}
