package org.domzero.toolkit.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** One thing that happened in a run. */
public sealed interface ProgressEvent {
    /**
     * A new part of the run has begun; the one before it is over.
     *
     * @param title a few words, as "write the partition tables"
     * @param number counted from 1
     * @param of how many phases there are
     */
    record Phase(String title, int number, int of) implements ProgressEvent {}

    /** A single action inside the phase has begun. */
    record Step(String summary) implements ProgressEvent {}

    /** How much of the phase is done, from 0 to 1. */
    record Fraction(double done) implements ProgressEvent {}

    /**
     * How far the phase is with files.
     *
     * @param files how many are done
     * @param ofFiles of how many; 0 where nobody knows
     * @param bytes of them, or about
     * @param ofBytes of how many; 0 where nobody knows, or nothing is carried
     * @param rate bytes a second at present, once there is one
     * @param left how long it will take yet, once that can be said
     */
    record Amount(long files, long ofFiles, long bytes, long ofBytes, OptionalLong rate, Optional<Duration> left)
            implements ProgressEvent {
        /**
         * How much is done, from 0 to 1; empty where nobody knows of how much. Bytes may be more than were expected, so it
         * is not all as long as a file is missing.
         */
        public Optional<Double> done() {
            if (ofBytes > 0) {
                return Optional.of(Math.min(files < ofFiles ? 0.99 : 1, (double) bytes / ofBytes));
            }
            return ofFiles > 0 ? Optional.of(Math.min(1, (double) files / ofFiles)) : Optional.empty();
        }
    }

    /** Something worth telling. */
    record Message(Level level, String text) implements ProgressEvent {}

    /** How much a message matters. */
    enum Level {
        /** For the log only. */
        DETAIL,
        INFO,
        WARNING
    }
}
