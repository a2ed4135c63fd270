package org.domzero.tests.bench.clone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;

/** Hears how long the phases of a run take. */
final class Phases implements Progress {
    private final List<String> lines = new ArrayList<>();
    private String title = "start, log in";
    private Instant begin;

    /** @param start of the process */
    Phases(Instant start) {
        begin = start;
    }

    @Override
    public synchronized void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Phase phase) {
            begin(phase.title());
        }
    }

    synchronized void begin(String next) {
        Instant now = Instant.now();
        double seconds = Duration.between(begin, now).toMillis() / 1e3;
        lines.add(String.format(Locale.ROOT, "%s\t%.1f", title, seconds));
        title = next;
        begin = now;
    }

    /** A title and seconds each, with a tab between them; the last one ends now. */
    synchronized List<String> lines() {
        begin("");
        return List.copyOf(lines);
    }
}
