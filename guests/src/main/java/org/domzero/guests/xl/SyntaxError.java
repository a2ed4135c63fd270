package org.domzero.guests.xl;

import org.domzero.toolkit.Problem;

/** What stands here is not xl's, and what follows can only be guessed. It does not leave the package. */
final class SyntaxError extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final int openLists;

    /**
     * An error at the position that the cursor has.
     *
     * @param openLists how many lists have begun there and not ended
     */
    SyntaxError(Problem problem, int openLists) {
        // The trace would tell nothing, and a file of nonsense has many errors.
        super(problem.message(), null, false, false);
        this.problem = problem;
        this.openLists = openLists;
    }

    Problem problem() {
        return problem;
    }

    int openLists() {
        return openLists;
    }
}
