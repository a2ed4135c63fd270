package org.domzero.guests.remote;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * A machine on the network that is asked something.
 *
 * @param host its name or address
 * @param called what messages call it: with the port, where that belongs to it
 */
record Server(String host, String called) {
    /**
     * Runs what asks it.
     *
     * @throws UserError when it has not answered by the command's limit
     */
    CommandResult ask(Command command, Effects effects) {
        try {
            return effects.commands().tryRun(command);
        } catch (UserError atTheLimit) {
            throw UserError.failed(
                    called + " has not answered within " + command.limit().toSeconds() + " s",
                    "is it on, and reachable from here? 'ping " + host + "'",
                    atTheLimit);
        }
    }
}
