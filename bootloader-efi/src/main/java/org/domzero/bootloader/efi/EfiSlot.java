package org.domzero.bootloader.efi;

/**
 * A bootable dom0 as the UEFI boot path sees it.
 *
 * @param directory its folder on the boot partition, which holds {@code xen.efi}, {@code vmlinuz} and {@code
 *     initrd.img}: {@code /a} or {@code /b}
 * @param title what the menu shows
 * @param version counts up with every install or upgrade of the host, from 1; the highest boots
 * @param xenOptions Xen's command line
 * @param linuxOptions the dom0 kernel's command line
 */
public record EfiSlot(String directory, String title, int version, String xenOptions, String linuxOptions) {
    public EfiSlot {
        if (!directory.matches("/[a-z0-9]+")) {
            throw new IllegalArgumentException(
                    "\"" + directory + "\" is not a slot's folder on the boot partition, as /a is");
        }
        if (version < 1) {
            throw new IllegalArgumentException("a slot's version counts from 1, it cannot be " + version);
        }
    }

    /** The name of its entry, without count: {@code domzero-a} for {@code /a}. */
    public LoaderEntryName entryName() {
        return LoaderEntryName.uncounted("domzero-" + directory.substring(1));
    }

    /** Its entry, which starts {@code xen.efi}. */
    public LoaderEntry entry() {
        return LoaderEntry.of(title, "domzero", Integer.toString(version), directory + "/xen.efi");
    }

    /** What {@code xen.efi} reads. */
    public XenCfg xenCfg() {
        return XenCfg.domzero(xenOptions, linuxOptions);
    }
}
