package org.domzero.guests.vm;

import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Removes a guest's definition, and what lets it start with the host. */
record RemoveDefinition(String file) implements Action {
    @Override
    public String summary() {
        return "remove the definition " + file;
    }

    @Override
    public boolean destructive() {
        return true;
    }

    @Override
    public void perform(Effects effects) {
        StateVolume.remove(effects, Guests.autostartLink(file));
        StateVolume.remove(effects, file);
    }
}
