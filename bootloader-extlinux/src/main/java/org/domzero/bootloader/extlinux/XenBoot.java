package org.domzero.bootloader.extlinux;

import java.util.List;
import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;

/**
 * What the boot loader of a domzero host is to offer.
 *
 * @param slots what can be booted, with labels of their own
 * @param others entries that are in the file already and stay; one with a slot's label gives way to it
 * @param defaultLabel the entry that boots when nobody chooses
 * @param serial where the menu shows beside the screen; null for the screen alone
 * @param timeoutSeconds how long the menu waits; 0 for ever
 */
public record XenBoot(
        List<Slot> slots,
        List<ExtlinuxEntry> others,
        String defaultLabel,
        @Nullable SerialPort serial,
        int timeoutSeconds) {
    public XenBoot {
        slots = List.copyOf(slots);
        others = List.copyOf(others);
    }

    /**
     * One installed dom0.
     *
     * @param label {@code a}, {@code a-previous} …
     * @param title what the menu shows
     * @param directory where its files are, from the root of the boot partition: {@code /a/1}
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
        /** With files by their usual names. */
        public static Slot usual(String label, String title, String directory, String xenOptions, String linuxOptions) {
            return new Slot(label, title, directory, "xen.gz", "vmlinuz", "initrd.img", xenOptions, linuxOptions);
        }
    }
}
