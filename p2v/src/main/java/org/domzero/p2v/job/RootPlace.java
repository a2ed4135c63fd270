package org.domzero.p2v.job;

import org.domzero.p2v.plan.ClonePlan;
import org.domzero.toolkit.ByteSize;

/**
 * Where on its volume the guest's root is: all of it, or behind what a BIOS starts.
 *
 * @param volume a device, or a file with an image
 */
record RootPlace(String volume, ByteSize offset) {
    static RootPlace of(ClonePlan plan, String volume) {
        return new RootPlace(volume, plan.boot().beforeRoot());
    }

    boolean isPartition() {
        return offset.bytes() > 0;
    }
}
