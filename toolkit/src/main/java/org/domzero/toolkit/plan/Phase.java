package org.domzero.toolkit.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * Actions that belong together and are shown as one.
 *
 * @param title a few words: "partition the disks"
 * @param actions carried out in this order
 * @param meanwhile carried out in this order too, at the same time as {@code actions}: nothing in one list may need
 *     anything of the other. The phase ends when both have ended
 */
public record Phase(String title, List<Action> actions, List<Action> meanwhile) {
    public Phase {
        actions = List.copyOf(actions);
        meanwhile = List.copyOf(meanwhile);
    }

    /** One thing after the other. */
    public Phase(String title, List<Action> actions) {
        this(title, actions, List.of());
    }

    public static Phase of(String title, Action... actions) {
        return new Phase(title, List.of(actions));
    }

    /** Those of both lists; one after the other they do the same. */
    public Stream<Action> all() {
        return Stream.concat(actions.stream(), meanwhile.stream());
    }
}
