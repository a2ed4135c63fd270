package org.domzero.p2v.job;

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

    /** Goes on where {@link #making} has come to its end, and a file system is on the image. */
    void made();

    /** Makes what was wanted of a root that is whole. */
    void finish();
}
