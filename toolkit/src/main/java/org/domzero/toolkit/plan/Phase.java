package org.domzero.toolkit.plan;

import java.util.List;

/**
 * Actions that belong together and are shown as one.
 *
 * @param title a few words: "partition the disks"
 */
public record Phase(String title, List<Action> actions) {
    public Phase {
        actions = List.copyOf(actions);
    }

    public static Phase of(String title, Action... actions) {
        return new Phase(title, List.of(actions));
    }
}
