package org.domzero.guests.state;

import java.nio.charset.StandardCharsets;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Writes a file of the state volume, as a whole or not at all.
 *
 * @param what it says, for people: {@code "note the name fast"}
 */
public record WriteStateFile(String file, String content, String what) implements Action {
    @Override
    public String summary() {
        return what;
    }

    @Override
    public void perform(Effects effects) {
        StateVolume.write(effects, file, content.getBytes(StandardCharsets.UTF_8));
    }
}
