package org.domzero.toolkit.plan;

/**
 * One thing to do to a machine. An implementation is a record: equal actions do the same thing, and a plan can be
 * compared with another.
 *
 * <p>Everything that can be decided beforehand is decided before the action is made; {@link #perform} only acts.
 */
public interface Action {
    /** What it does in a few words, naming the device or file: a line of {@code --plan}. Never holds a secret. */
    String summary();

    /** Whether something that was on the machine is gone once this is done. Shown in {@code --plan}. */
    default boolean destructive() {
        return false;
    }

    /**
     * Does it.
     *
     * @throws org.domzero.toolkit.UserError when it cannot be done
     */
    void perform(Effects effects);
}
