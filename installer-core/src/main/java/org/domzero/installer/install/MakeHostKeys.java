package org.domzero.installer.install;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Makes the SSH host keys of the new system, which may not have been unpacked yet. */
record MakeHostKeys(String target) implements Action {
    @Override
    public String summary() {
        return "make SSH host keys";
    }

    @Override
    public void perform(Effects effects) {
        effects.createDirectories(target + "/etc/ssh");
        effects.commands().run(Command.of("ssh-keygen", "-A", "-f", target));
    }
}
