package org.domzero.p2v.job;

import org.domzero.guests.vm.GuestDraft;
import org.domzero.guests.vm.HostGuests;
import org.domzero.toolkit.plan.Plan;

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

    /** Makes what was wanted of a root that is whole. */
    void finish();

    /** One with volumes in a repository, of which the first is the root's. */
    interface InRepository extends Destination {
        GuestDraft draft();

        HostGuests.Inventory inventory();

        @Override
        default String image() {
            return draft().volumes().get(0).path();
        }

        @Override
        default Plan making() {
            return draft().makeDisks(inventory().guests());
        }
    }
}
