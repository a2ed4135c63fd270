package org.domzero.p2v.job;

import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.Volumes;
import org.domzero.guests.vm.GuestDraft;
import org.domzero.guests.vm.GuestPlans;
import org.domzero.guests.vm.HostGuests;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;

/** Where the copied root of a clone goes, and what becomes of it there. */
interface Destination {
    /** The device, or the file, with the root. */
    String image();

    /**
     * What makes it, with nothing on it.
     *
     * @throws org.domzero.toolkit.UserError when the name is taken, or there is too little space
     */
    Plan making();

    /**
     * Goes on where {@link #making} has come to its end, and a file system is on the image. A template is ready then: swap
     * is made anew for each of its guests.
     */
    default void made() {}

    /**
     * Makes the image larger, unless it is as large already.
     *
     * @throws org.domzero.toolkit.UserError when there is too little space
     */
    void grow(ByteSize size);

    /** Makes what was wanted of a root that is whole. */
    void finish();

    /** One with volumes in a repository, of which the first is the root's. */
    interface InRepository extends Destination {
        GuestDraft draft();

        HostGuests.Inventory inventory();

        Effects effects();

        @Override
        default String image() {
            return draft().volumes().get(0).path();
        }

        @Override
        default Plan making() {
            return draft().makeDisks(inventory().guests());
        }

        @Override
        default void grow(ByteSize size) {
            Volumes volumes = Volumes.read(inventory().repositories(), effects());
            Volume volume = volumes.at(image())
                    .orElseThrow(() -> UserError.failed(
                            image() + ", the disk of " + draft().wish().name() + ", is not there",
                            "'domzero p2v discard " + draft().wish().name() + "', and begin anew"));
            if (volume.size().compareTo(Volume.wholeExtents(size)) < 0) {
                PlanRunner.run(GuestPlans.grow("the disk of " + draft().wish().name(), volume, size), effects());
            }
        }
    }
}
