package org.domzero.bootloader.efi;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The text files of the UEFI boot path. */
public final class EfiBootFiles {
    private EfiBootFiles() {}

    /**
     * Everything systemd-boot and {@code xen.efi} read to boot one of {@code slots}, none of them counted.
     *
     * @return content by absolute path on the boot partition, in the order of the paths
     * @throws IllegalArgumentException when two slots share a folder or a version, or options hold a character that
     *     {@code xen.cfg} cannot
     */
    public static SortedMap<String, String> of(List<EfiSlot> slots) {
        SortedMap<String, String> files = new TreeMap<>();
        Map<Integer, String> versions = new HashMap<>();
        files.put(LoaderConf.PATH, LoaderConf.domzero().render());
        for (EfiSlot slot : slots) {
            @Nullable String same = versions.put(slot.version(), slot.directory());
            if (same != null) {
                throw new IllegalArgumentException("the slots " + same + " and " + slot.directory()
                        + " have the same version, " + slot.version() + ": which boots would be chance");
            }
            files.put(
                    LoaderEntry.FOLDER + "/" + slot.entryName().fileName(),
                    slot.entry().render());
            if (files.put(slot.directory() + "/xen.cfg", slot.xenCfg().render()) != null) {
                throw new IllegalArgumentException("two slots in " + slot.directory());
            }
        }
        return Collections.unmodifiableSortedMap(files);
    }
}
