package org.domzero.toolkit.plan;

import java.util.List;
import org.domzero.toolkit.Command;

/** An action that is nothing but commands, run one after the other; each has to succeed. */
public interface CommandAction extends Action {
    List<Command> commands();

    @Override
    default void perform(Effects effects) {
        for (Command command : commands()) {
            effects.commands().run(command);
        }
    }
}
