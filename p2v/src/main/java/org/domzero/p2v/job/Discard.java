package org.domzero.p2v.job;

import org.domzero.guests.state.HostLock;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.vm.Templates;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Takes back a clone that is under way, or a template. */
public final class Discard {
    private final Effects effects;
    private final String name;

    public Discard(Effects effects, String name) {
        this.effects = effects;
        this.name = name;
    }

    /**
     * What it will do, in a sentence.
     *
     * @throws UserError when there is no such clone
     */
    public String summary() {
        CloneRecord record = record();
        if (record.template() && record.stage() == CloneRecord.Stage.DEFINED) {
            return record.directory()
                    .map(place -> "the template " + place + "/" + name + " stays; that it came from " + record.from()
                            + " is forgotten")
                    .orElse("the template " + name + " is removed, with its disk");
        }
        return record.stage() == CloneRecord.Stage.DEFINED
                ? name + " is a guest, which stays; that it came from " + record.from() + " is forgotten"
                : "what has been copied from " + record.from() + " to be " + name + " is removed, with its disks";
    }

    private CloneRecord record() {
        StateVolume.require(effects);
        return CloneRecord.of(name, effects)
                .orElseThrow(() -> UserError.usage("there is no clone " + name, "'domzero p2v list' shows all"));
    }

    /** Does it. */
    public void run() {
        HostLock.ofGuest(name, effects, this::whileLocked);
    }

    private void whileLocked() {
        CloneRecord record = record();
        boolean whole = record.stage() == CloneRecord.Stage.DEFINED;
        if (whole && record.template() && record.directory().isEmpty()) {
            // First, so that nobody makes a guest of half a disk.
            StateVolume.remove(effects, Templates.file(name));
            CloneDisks.remove(record, effects);
        }
        if (!whole) {
            if (new SetAside(name, effects).isThere()) {
                throw UserError.refused(
                        name
                                + " was a guest before it was to be brought up to date, and its disk is neither the old one nor"
                                + " the new",
                        "run the same 'domzero p2v pull' to its end; then 'domzero vm delete' deletes it");
            }
            TargetMount.release(name, effects);
            CloneDisks.remove(record, effects);
        }
        record.forget(effects);
    }
}
