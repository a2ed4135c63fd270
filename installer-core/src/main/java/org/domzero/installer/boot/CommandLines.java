package org.domzero.installer.boot;

import java.util.UUID;

/**
 * What the boot loaders hand on.
 *
 * @param xen Xen's command line (xen-command-line(7))
 * @param linux the dom0 kernel's
 */
public record CommandLines(String xen, String linux) {
    /** Blanks between options are single ones: Extlinux hands on no others, and equal lines have to be equal. */
    public CommandLines {
        xen = xen.strip().replaceAll(" +", " ");
        linux = linux.strip().replaceAll(" +", " ");
    }

    /** The same with the kernel told its root file system, first of all. */
    public CommandLines withRoot(UUID root) {
        return new CommandLines(xen, "root=UUID=" + root + " " + linux);
    }
}
