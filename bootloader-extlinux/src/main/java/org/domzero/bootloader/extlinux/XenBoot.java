package org.domzero.bootloader.extlinux;

import java.util.List;
import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;

/**
 * What the boot loader of a domzero host is to offer.
 *
 * @param slots in the menu's order; at least one
 * @param defaultLabel the slot that boots when nobody chooses
 * @param serial where the menu shows beside the screen; null for the screen alone
 */
public record XenBoot(
        List<Slot> slots, String defaultLabel, @Nullable SerialPort serial) {
    public XenBoot {
        slots = List.copyOf(slots);
    }

    /**
     * One installed dom0.
     *
     * @param label {@code a} or {@code b}
     * @param title what the menu shows
     * @param directory where its files are, from the root of the boot partition: {@code /a}
     * @param xen the hypervisor's file name: {@code xen.gz}
     * @param linux the dom0 kernel's: {@code vmlinuz}
     * @param initrd its initial RAM disk's: {@code initrd.img}
     * @param xenOptions Xen's command line, without the file
     * @param linuxOptions the dom0 kernel's command line, without the file
     */
    public record Slot(
            String label,
            String title,
            String directory,
            String xen,
            String linux,
            String initrd,
            String xenOptions,
            String linuxOptions) {
        /** A slot of the usual shape: files by their usual names in a directory named like the label. */
        public static Slot usual(String label, String title, String xenOptions, String linuxOptions) {
            return new Slot(label, title, "/" + label, "xen.gz", "vmlinuz", "initrd.img", xenOptions, linuxOptions);
        }
    }
}
