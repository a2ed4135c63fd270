package org.domzero.guests.vm;

import java.nio.charset.StandardCharsets;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Writes a guest's definition, as a whole or not at all. */
record WriteDefinition(Definition definition) implements Action {
    @Override
    public String summary() {
        return "write the definition " + definition.file();
    }

    @Override
    public void perform(Effects effects) {
        StateVolume.write(effects, definition.file(), definition.config().text().getBytes(StandardCharsets.UTF_8));
    }
}
