package org.domzero.installer.boot;

import java.util.List;
import java.util.Objects;
import org.domzero.installer.boot.InstalledSlot.WithoutSettings;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;

/**
 * Bringing the boot partition of a running host in step with the slot it runs from.
 *
 * @param boots what the slot will boot
 * @param plan without phases when it is in step already
 */
public record BootUpdate(Slot slot, BootPlan.Boots boots, Plan plan) {
    /**
     * Looks and decides; writes nothing.
     *
     * @throws org.domzero.toolkit.UserError when this is no domzero host, its boot partition is not there, or the slot
     *     could not boot: what boots stays as it is
     */
    public static BootUpdate prepare(Effects effects) {
        Slot slot = RunningHost.slot(effects.commands());
        RunningHost.checkBootPartition(effects.commands(), true);
        InstalledSlot installed = InstalledSlot.read(effects, slot, "", WithoutSettings.FAIL);
        return of(BootPartition.read(effects, BootPartition.MOUNT_POINT), installed);
    }

    /**
     * Looks, decides and does it, unless another is at it.
     *
     * @throws org.domzero.toolkit.UserError as {@link #prepare} does, or naming the step at which it failed
     */
    public static BootUpdate perform(Effects effects) {
        RunningHost.slot(effects.commands());
        return BootLock.holding(effects, () -> {
            BootUpdate update = prepare(effects);
            PlanRunner.run(update.plan(), effects);
            return update;
        });
    }

    static BootUpdate of(BootPartition partition, InstalledSlot installed) {
        Slot slot = installed.content().slot();
        BootPlan plan =
                BootPlan.of(partition, List.of(installed.content()), BootPlan.Menu.of(slot, installed.settings()));
        return new BootUpdate(
                slot,
                Objects.requireNonNull(plan.boots().get(slot)),
                new Plan("bring the boot partition in step with " + slot, plan.phases()));
    }

    public boolean isInStep() {
        return plan.phases().isEmpty();
    }

    /** {@code slot A boots generation 2: Xen 4.20, Linux 6.12.48+deb13; previous is generation 1: …}. */
    public String describe() {
        Generation previous = boots.previous();
        return slot + " boots " + describe(boots.current())
                + (previous == null ? "; there is no previous kernel" : "; previous is " + describe(previous));
    }

    private static String describe(Generation generation) {
        return "generation " + generation.number() + ": " + generation.versions();
    }
}
