package org.domzero.p2v.copy;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.domzero.guests.archive.Meter;
import org.domzero.toolkit.progress.Pace;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;

/**
 * Counts files and bytes, tells how far they are once a second, and ends what was interrupted. Bytes may be counted by one
 * thread and files by another.
 */
final class Tally {
    private static final long TOLD_EVERY = 1_000_000_000L;

    private final Progress progress;
    private final LongSupplier clock;
    private final long ofFiles;
    private final long ofBytes;
    private final Pace pace;
    private long files;
    private long bytes;
    private long told;

    /**
     * For one phase.
     *
     * @param clock in nanoseconds
     * @param ofFiles how many there are, or about; 0 where nobody knows
     * @param ofBytes the same; 0 where files are only counted
     */
    Tally(Progress progress, LongSupplier clock, long ofFiles, long ofBytes) {
        this.progress = progress;
        this.clock = clock;
        this.ofFiles = ofFiles;
        this.ofBytes = ofBytes;
        this.pace = new Pace(clock);
        this.told = clock.getAsLong();
    }

    /** @throws org.domzero.toolkit.UserError when the thread was interrupted */
    synchronized void files(long more) {
        files += more;
        tellInTime();
    }

    /** @throws org.domzero.toolkit.UserError when the thread was interrupted */
    synchronized void bytes(long more) {
        bytes += more;
        tellInTime();
    }

    private void tellInTime() {
        Meter.refuseIfInterrupted();
        long now = clock.getAsLong();
        if (now - told >= TOLD_EVERY) {
            told = now;
            tell(ofFiles, ofBytes);
        }
    }

    /** Tells how much there is. */
    synchronized void begin() {
        tell(ofFiles, ofBytes);
    }

    /** The phase is over: what there was was all there was. */
    synchronized void end() {
        tell(files, ofBytes == 0 ? 0 : bytes);
    }

    private void tell(long allFiles, long allBytes) {
        pace.at(bytes);
        progress.on(new ProgressEvent.Amount(
                files,
                allFiles == 0 ? 0 : Math.max(files, allFiles),
                bytes,
                allBytes == 0 ? 0 : Math.max(bytes, allBytes),
                allBytes == 0 ? OptionalLong.empty() : pace.rate(),
                allBytes == 0 ? Optional.empty() : pace.left(allBytes)));
    }
}
