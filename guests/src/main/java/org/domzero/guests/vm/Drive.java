package org.domzero.guests.vm;

import java.util.List;
import org.domzero.guests.xl.XlDisk;

/**
 * A guest's drive for CDs. To a PVH guest it is a read-only disk: Linux leaves paravirtual CD drives to PV guests, since
 * HVM ones have emulated drives, and takes PVH guests for such (xenbus's {@code device-type} in xen-blkfront.c).
 */
public final class Drive {
    /** Drives of an HVM guest are emulated IDE ones, of which there are four; hdc has been the CD's since ever. */
    private static final String HVM = "hdc";
    /** The last of the letters that disks get: out of the way of those. */
    private static final String PARAVIRTUAL = "xvdz";

    private Drive() {}

    /** What a guest without a drive will see its drive as. */
    static String name(GuestType type) {
        return type == GuestType.HVM ? HVM : PARAVIRTUAL;
    }

    /** Whether it is a drive, rather than a disk of the guest's own. */
    public static boolean isOne(XlDisk disk) {
        return disk.cdrom() || (disk.vdev().equals(PARAVIRTUAL) && !disk.writable());
    }

    /** With a CD in it. */
    static XlDisk with(String iso, String vdev, GuestType type) {
        return type == GuestType.PVH
                ? new XlDisk(iso, XlDisk.Format.RAW, vdev, false, false, List.of())
                : XlDisk.cdrom(iso, vdev);
    }

    /** Without one, which only an emulated drive can be: others come and go with their CD. */
    static XlDisk empty(String vdev) {
        return XlDisk.cdrom("", vdev);
    }
}
