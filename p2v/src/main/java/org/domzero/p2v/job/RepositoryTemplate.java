package org.domzero.p2v.job;

import org.domzero.guests.state.StateVolume;
import org.domzero.guests.vm.GuestDraft;
import org.domzero.guests.vm.HostGuests;
import org.domzero.guests.vm.Template;
import org.domzero.guests.vm.Templates;
import org.domzero.p2v.plan.ClonePlan;
import org.domzero.toolkit.plan.Effects;

/** A template in a repository: a volume, and a description in the state volume when it is whole. */
record RepositoryTemplate(
        ClonePlan plan, CloneRecord record, GuestDraft draft, HostGuests.Inventory inventory, Effects effects)
        implements Destination.InRepository {
    @Override
    public void finish() {
        Template template = ClonedTemplate.of(plan, record, image());
        StateVolume.write(effects, Templates.file(record.name()), template.toml());
    }
}
