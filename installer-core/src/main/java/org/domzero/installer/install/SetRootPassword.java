package org.domzero.installer.install;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Gives root of the new system its password. */
record SetRootPassword(String target, String crypt) implements Action {
    @Override
    public String summary() {
        return "set root's password";
    }

    @Override
    public void perform(Effects effects) {
        effects.commands()
                .run(Command.of("chpasswd", "--encrypted", "--root", target).withSecretInput("root:" + crypt + "\n"));
    }

    @Override
    public String toString() {
        return "SetRootPassword[" + target + "]";
    }
}
