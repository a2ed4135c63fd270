package org.domzero.toolkit.plan;

import java.util.List;
import org.domzero.toolkit.Command;

/** An action that is nothing but commands. */
record Run(String summary, List<Command> commands) implements CommandAction {
    @Override
    public boolean destructive() {
        return true;
    }
}
