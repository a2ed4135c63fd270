package org.domzero.toolkit;

/** How a run of the program ended, as its exit status. */
public enum ExitCode {
    /** Everything that was asked for is done. */
    DONE(0),
    /** It was tried and failed. */
    FAILED(1),
    /** The request itself is wrong: an option, an answer, a file that is not what it should be. */
    USAGE(2),
    /** Nothing is wrong with the request, but carrying it out would destroy data it does not name. */
    REFUSED(3);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
