package org.domzero.toolkit.progress;

import java.util.List;

/** Hears the events of a run. Implementations must not throw: a screen that is gone does not stop an install. */
@FunctionalInterface
public interface Progress {
    Progress SILENT = event -> {};

    void on(ProgressEvent event);

    default void info(String text) {
        on(new ProgressEvent.Message(ProgressEvent.Level.INFO, text));
    }

    default void warn(String text) {
        on(new ProgressEvent.Message(ProgressEvent.Level.WARNING, text));
    }

    default void detail(String text) {
        on(new ProgressEvent.Message(ProgressEvent.Level.DETAIL, text));
    }

    /** Passes every event to each of {@code all}, in order. */
    static Progress toAll(List<Progress> all) {
        List<Progress> listeners = List.copyOf(all);
        return event -> listeners.forEach(listener -> listener.on(event));
    }
}
