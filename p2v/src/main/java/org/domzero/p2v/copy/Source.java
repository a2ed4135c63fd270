package org.domzero.p2v.copy;

import java.io.IOException;
import java.util.function.Consumer;
import org.domzero.toolkit.RunningProgram;

/** A machine whose files are copied. Nothing is written to it. */
@FunctionalInterface
public interface Source {
    /**
     * Starts a script for its sh(1).
     *
     * @param script as bytes, each the character of that number
     * @param onError hears each line of standard error, as bytes, each the character of that number; on a thread of its own
     * @throws IOException when there is no connection any more
     * @throws org.domzero.toolkit.UserError when nothing can be started there
     */
    RunningProgram start(String script, Consumer<String> onError) throws IOException;
}
