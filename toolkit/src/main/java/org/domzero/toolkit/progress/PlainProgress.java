package org.domzero.toolkit.progress;

import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Shows events as lines of text with the time since the start: for serial consoles, log files and dumb terminals.
 *
 * <p>{@code [  12.3 s] 4/7 unpack the images}. Of the fractions it shows each tenth once, so that a slow line is not
 * flooded; of the amounts also one every 15 seconds, since they may take hours.
 */
public final class PlainProgress implements Progress {
    private static final long AMOUNT_EVERY = 15_000;

    private final Consumer<String> out;
    private final InstantSource clock;
    private final long start;
    private final boolean details;
    private int lastTenth;
    private long lastAmount;

    /** @param details also shows steps and {@link ProgressEvent.Level#DETAIL} messages */
    public PlainProgress(Consumer<String> out, InstantSource clock, boolean details) {
        this.out = out;
        this.clock = clock;
        this.start = clock.millis();
        this.details = details;
        this.lastAmount = start;
    }

    @Override
    public synchronized void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Phase phase) {
            lastTenth = 0;
            lastAmount = clock.millis();
            line(phase.number() + "/" + phase.of() + " " + phase.title());
        } else if (event instanceof ProgressEvent.Step step) {
            if (details) {
                line("    " + step.summary());
            }
        } else if (event instanceof ProgressEvent.Fraction fraction) {
            if (isNextTenth(fraction.done())) {
                line("    " + lastTenth * 10 + " %");
            }
        } else if (event instanceof ProgressEvent.Amount amount) {
            long now = clock.millis();
            boolean next = isNextTenth(amount.done().orElse(0.0));
            // A clock may be set back.
            if (next || now - lastAmount >= AMOUNT_EVERY || now < lastAmount) {
                lastAmount = now;
                line("    " + AmountText.of(amount));
            }
        } else if (event instanceof ProgressEvent.Message message) {
            switch (message.level()) {
                case DETAIL -> {
                    if (details) {
                        line("    " + message.text());
                    }
                }
                case INFO -> line(message.text());
                case WARNING -> line("warning: " + message.text());
            }
        }
    }

    private boolean isNextTenth(double done) {
        int tenth = (int) (done * 10);
        if (tenth <= lastTenth || tenth >= 10) {
            return false;
        }
        lastTenth = tenth;
        return true;
    }

    // Not by String.format, of which the first use loads what Java knows of languages: a tenth of the program's start.
    private void line(String text) {
        // A clock may be set back.
        long tenths = (Math.max(0, clock.millis() - start) + 50) / 100;
        String seconds = tenths / 10 + "." + tenths % 10;
        out.accept("[" + " ".repeat(Math.max(0, 6 - seconds.length())) + seconds + " s] " + text);
    }
}
