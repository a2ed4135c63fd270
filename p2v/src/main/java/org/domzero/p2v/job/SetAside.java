package org.domzero.p2v.job;

import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.plan.Effects;

/** The definition of a guest that was cloned before, out of the way while its root is brought up to date. */
final class SetAside {
    private final String definition;
    private final String aside;
    private final Effects effects;

    SetAside(String name, Effects effects) {
        this.definition = StateVolume.MOUNT + "/guests/" + name + ".cfg";
        this.aside = StateVolume.MOUNT + "/p2v/" + name + ".cfg";
        this.effects = effects;
    }

    boolean isThere() {
        return Files.exists(effects.resolve(aside));
    }

    void setAside() {
        effects.onFile(definition, from -> Files.move(from, effects.resolve(aside), StandardCopyOption.ATOMIC_MOVE));
    }

    void putBack() {
        effects.onFile(aside, from -> Files.move(from, effects.resolve(definition), StandardCopyOption.ATOMIC_MOVE));
    }
}
