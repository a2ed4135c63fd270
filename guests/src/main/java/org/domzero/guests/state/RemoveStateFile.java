package org.domzero.guests.state;

import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Removes a file of the state volume.
 *
 * @param what that means, for people: {@code "forget the name fast"}
 */
public record RemoveStateFile(String file, String what) implements Action {
    @Override
    public String summary() {
        return what;
    }

    @Override
    public void perform(Effects effects) {
        StateVolume.remove(effects, file);
    }
}
