package org.domzero.tests;

import java.util.Set;

/** Something a user does with domzero, from outside, and what must come of it. */
public interface Scenario {
    /** Lower-case words with hyphens; also the name of its folder. */
    String name();

    /** One line. */
    String description();

    /** Whether it is one of the few that every change has to pass. */
    default boolean gate() {
        return false;
    }

    /** Names of what it leaves to others through {@link Lab#publish}; nobody else provides the same. */
    default Set<String> provides() {
        return Set.of();
    }

    /** Names of what others have to leave before it can run; {@link Lab#product} gives it. */
    default Set<String> needs() {
        return Set.of();
    }

    /** Passes if it returns, fails if it throws anything. */
    void run(Lab lab) throws Exception;
}
