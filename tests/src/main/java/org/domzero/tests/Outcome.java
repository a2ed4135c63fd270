package org.domzero.tests;

import java.time.Duration;
import java.util.Locale;

/** How a scenario ended. */
record Outcome(Scenario scenario, Result result, Duration elapsed) {
    enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** Result, name and seconds, in columns. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-7s  %-32s %8.1f s",
                result.name().toLowerCase(Locale.ROOT),
                scenario.name(),
                elapsed.toMillis() / 1000.0);
    }
}
