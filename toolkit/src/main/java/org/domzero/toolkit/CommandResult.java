package org.domzero.toolkit;

import java.util.List;

/**
 * What a finished command left.
 *
 * @param status its exit status
 * @param output standard output, decoded as UTF-8
 * @param errors standard error, decoded as UTF-8
 */
public record CommandResult(int status, String output, String errors) {
    public boolean succeeded() {
        return status == 0;
    }

    public List<String> lines() {
        return output.lines().toList();
    }

    /** The last lines of what it said on standard error, else on standard output: what to show when it failed. */
    public String tail(int lines) {
        List<String> said = (errors.isBlank() ? output : errors).strip().lines().toList();
        return String.join("\n", said.subList(Math.max(0, said.size() - lines), said.size()));
    }
}
