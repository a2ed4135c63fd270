package org.domzero.toolkit.progress;

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
