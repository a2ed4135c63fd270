package org.domzero.tests.machine;

/** A machine did not do, or say, in time what was expected of it. */
public final class UnmetExpectation extends AssertionError {
    private static final long serialVersionUID = 1L;

    UnmetExpectation(String message) {
        super(message);
    }
}
