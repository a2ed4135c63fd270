package org.domzero.tests.machine;

/**
 * What a command left on a serial line.
 *
 * @param output standard output and standard error, as the terminal showed them, without a line break at the end.
 *     Messages of the kernel or of Xen may stand between
 */
public record ShellResult(String command, String output, int status) {
    public ShellResult {
        output = output.stripTrailing();
    }

    public boolean succeeded() {
        return status == 0;
    }

    /**
     * The output of a command that had to succeed.
     *
     * @throws UnmetExpectation when it did not
     */
    public String orFail() {
        if (!succeeded()) {
            throw new UnmetExpectation(
                    "\"" + command.strip() + "\" ended with status " + status + " in the guest; it said\n" + output);
        }
        return output;
    }
}
