package org.domzero.bootloader.efi;

/**
 * A bootable dom0 as the UEFI boot path sees it.
 *
 * @param label {@code a}, {@code a-previous} …
 * @param title what the menu shows
 * @param directory its folder on the boot partition, which holds {@code xen.efi} and, for it, {@code xen.cfg}, {@code
 *     vmlinuz} and {@code initrd.img}: {@code /a/1}
 * @param version counts up with every install or upgrade of the host, from 1; the highest boots
 * @param fallback whether it is only for those who choose it
 */
public record EfiSlot(String label, String title, String directory, int version, boolean fallback) {
    /** What systemd-boot puts first, and boots. */
    private static final String SORT_KEY = "domzero";

    private static final String NAME_PREFIX = "domzero-";

    public EfiSlot {
        if (!label.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("\"" + label + "\" is not a label, as a and a-previous are");
        }
        if (!directory.matches("(/[a-z0-9]+)+")) {
            throw new IllegalArgumentException(
                    "\"" + directory + "\" is not a folder of the boot partition for a slot, as /a/1 is");
        }
        if (version < 1) {
            throw new IllegalArgumentException("a slot's version counts from 1, it cannot be " + version);
        }
    }

    /** The name of its entry, without count: {@code domzero-a} for the label {@code a}. */
    public LoaderEntryName entryName() {
        return entryName(label);
    }

    /** As {@link #entryName()}. */
    public static LoaderEntryName entryName(String label) {
        return LoaderEntryName.uncounted(NAME_PREFIX + label);
    }

    /** Its entry, which starts {@code xen.efi}. */
    public LoaderEntry entry() {
        // Sort keys go before versions, and the shorter of two that begin alike goes first.
        return LoaderEntry.of(
                title, fallback ? SORT_KEY + "-fallback" : SORT_KEY, Integer.toString(version), directory + "/xen.efi");
    }
}
