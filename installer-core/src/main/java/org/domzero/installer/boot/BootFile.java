package org.domzero.installer.boot;

import org.domzero.toolkit.Sha256;

/**
 * A file of a generation.
 *
 * @param name in the generation's folder
 * @param size in bytes
 */
public record BootFile(String name, long size, Sha256 sha256) {
    static final String KERNEL = "vmlinuz";
    static final String INITRD = "initrd.img";
    static final String XEN = "xen.gz";
    static final String XEN_EFI = "xen.efi";
    static final String XEN_CFG = "xen.cfg";
}
