package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import org.domzero.guests.storage.MakeVolume;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;

/**
 * A guest whose disks are filled before there is one. What fills them may take hours, and be interrupted; until the guest
 * is defined its disks are volumes that belong to none. Whoever works on one holds the lock of the guest's name.
 *
 * @param volumes its disks, in the order in which the guest sees them
 */
public record GuestDraft(NewGuest wish, List<Volume> volumes) {
    public GuestDraft {
        volumes = List.copyOf(volumes);
    }

    /** With its disks in one repository. */
    public static GuestDraft in(Repository repository, NewGuest wish) {
        return new GuestDraft(
                wish,
                wish.disks().stream()
                        .map(disk -> Volume.in(repository, disk.uuid(), Volume.wholeExtents(disk.size())))
                        .toList());
    }

    /**
     * Makes the disks.
     *
     * @throws org.domzero.toolkit.UserError when the name is taken, or there is too little space
     */
    public Plan makeDisks(Guests here) {
        here.free(wish.name());
        Room.CHOSEN.require(volumes);
        List<Action> make = new ArrayList<>();
        volumes.forEach(volume -> make.add(new MakeVolume(volume, wish.uuid())));
        return new Plan(
                "make the disks of " + wish.name(),
                make.isEmpty() ? List.of() : List.of(new Phase("make the disks", make)));
    }

    /**
     * Makes a guest of it.
     *
     * @throws org.domzero.toolkit.UserError when the name is taken
     */
    public Plan define(Guests here, boolean autostart) {
        here.free(wish.name());
        Definition definition = GuestPlans.define(wish, volumes);
        List<Action> define = new ArrayList<>();
        define.add(new WriteDefinition(definition));
        if (autostart) {
            define.add(new SetAutostart(definition.file(), true));
        }
        return new Plan("define the guest " + wish.name(), List.of(new Phase("define the guest", define)));
    }
}
