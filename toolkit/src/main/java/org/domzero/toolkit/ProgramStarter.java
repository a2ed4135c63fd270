package org.domzero.toolkit;

import java.util.function.Consumer;

/** The one way by which domzero starts programs of this machine that run beside it. */
@FunctionalInterface
public interface ProgramStarter {
    /**
     * Starts a program and leaves it running.
     *
     * @param command of which only the program and its arguments count
     * @param onError hears each line of its standard error, as bytes, each the character of that number; on a thread of
     *     its own
     * @throws UserError when the program is not there
     */
    RunningProgram start(Command command, Consumer<String> onError);
}
