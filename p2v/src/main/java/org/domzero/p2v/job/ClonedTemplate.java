package org.domzero.p2v.job;

import org.domzero.guests.vm.Template;
import org.domzero.p2v.plan.ClonePlan;

/** The description of a template that was cloned. */
final class ClonedTemplate {
    private ClonedTemplate() {}

    /** @param image as the description names it */
    static Template of(ClonePlan plan, CloneRecord record, String image) {
        return new Template(
                record.name(),
                record.from(),
                plan.type(),
                plan.memory(),
                plan.processors(),
                plan.cards().size(),
                new Template.Image(image, record.root().size(), record.rootFileSystem()),
                record.swap().map(swap -> new Template.Swap(swap.disk().size(), swap.uuid())));
    }
}
