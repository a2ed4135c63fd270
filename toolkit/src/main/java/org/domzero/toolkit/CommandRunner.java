package org.domzero.toolkit;

import java.util.function.Consumer;

/** The one way by which domzero runs other programs. Tests put a recording one in its place. */
public interface CommandRunner {
    /**
     * Runs to the end and returns what it left, whatever its status.
     *
     * @param onOutput hears each line of standard output as it comes; a carriage return ends a line too, so that
     *     programs which redraw a percentage can be followed
     * @throws UserError when the program is not there, or is still running at its limit
     */
    CommandResult tryRun(Command command, Consumer<String> onOutput);

    default CommandResult tryRun(Command command) {
        return tryRun(command, line -> {});
    }

    /**
     * Runs a command that has to succeed.
     *
     * @throws UserError when it does not, with its last words
     */
    default CommandResult run(Command command, Consumer<String> onOutput) {
        CommandResult result = tryRun(command, onOutput);
        if (!result.succeeded()) {
            String said = result.tail(5);
            throw UserError.failed(
                    "\"" + command.shortLine() + "\" ended with status " + result.status(),
                    said.isBlank() ? "it said nothing" : "it said: " + said.replace("\n", "\n        "));
        }
        return result;
    }

    default CommandResult run(Command command) {
        return run(command, line -> {});
    }

    default CommandResult run(String... argv) {
        return run(Command.of(argv));
    }
}
