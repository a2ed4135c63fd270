package org.domzero.p2v.disks;

/** Taking apart again what failed half-way. */
final class TakenApart {
    private TakenApart() {}

    /** What cannot be taken apart either, since the machine is gone, must not hide why it failed. */
    static void after(RuntimeException failed, AutoCloseable half) {
        try {
            half.close();
        } catch (Exception alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
