package org.domzero.p2v.job;

import org.domzero.guests.vm.GuestDraft;
import org.domzero.guests.vm.HostGuests;
import org.domzero.p2v.plan.ClonePlan;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanRunner;

/** A guest: the disks first, the definition when they are whole. */
record GuestDestination(ClonePlan plan, GuestDraft draft, HostGuests.Inventory inventory, Effects effects)
        implements Destination.InRepository {
    @Override
    public void made() {
        plan.swap()
                .ifPresent(swap -> effects.commands()
                        .run(swap.mkswap(draft.volumes().get(1).path())));
    }

    @Override
    public void finish() {
        SetAside definition = new SetAside(plan.name(), effects);
        if (definition.isThere()) {
            definition.putBack();
        } else {
            PlanRunner.run(draft.define(new HostGuests(effects).guests(), false), effects);
        }
    }
}
