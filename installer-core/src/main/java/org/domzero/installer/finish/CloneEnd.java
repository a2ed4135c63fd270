package org.domzero.installer.finish;

import java.util.List;
import java.util.function.Consumer;
import org.domzero.installer.answers.FinishAction;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.toolkit.plan.Effects;

/** How a machine is left that was cloned unattended. */
public final class CloneEnd {
    private CloneEnd() {}

    /**
     * Switches the machine off, or whatever the answers say.
     *
     * @param shown is told what whoever watches has to know
     * @return whether the machine is about to go down; else a shell follows
     */
    public static boolean leave(FinishAction action, Effects effects, Consumer<String> shown) {
        Ending.Result result = new Ending.Result.Cloned(action);
        BootMedium medium = BootMedium.of(BootMedium.resolved(MachineFacts.bootMedium(effects.root())));
        // The firmware is told nothing: the machine starts as it always has.
        Ending ending = Ending.of(result, medium, Firmware.BIOS, List.of());
        return LeaveMachine.as(ending, result, effects, shown);
    }
}
