package org.domzero.installer.install;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanRunner;

/** Carrying out what {@link Preparation} decided. */
public final class Installation {
    private Installation() {}

    /**
     * Runs the plan. When it fails, what it had mounted is unmounted, so that it can be tried again.
     *
     * @throws UserError naming the step at which it failed
     */
    public static void carryOut(Preparation preparation, Effects effects) {
        try {
            PlanRunner.run(preparation.plan(), effects);
        } catch (UserError error) {
            effects.commands().tryRun(Command.of("umount", "--recursive", "--quiet", InstallPlan.TARGET));
            throw error;
        }
    }
}
