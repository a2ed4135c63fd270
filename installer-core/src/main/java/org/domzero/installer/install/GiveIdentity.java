package org.domzero.installer.install;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Makes what must be different on every host: its SSH host keys and its machine-id. */
record GiveIdentity(String target) implements CommandAction {
    @Override
    public String summary() {
        return "make SSH host keys and a machine-id";
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("ssh-keygen", "-A", "-f", target),
                Command.of("systemd-machine-id-setup", "--root=" + target));
    }
}
