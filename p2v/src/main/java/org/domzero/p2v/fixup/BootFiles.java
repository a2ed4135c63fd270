package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.SystemFiles;

/**
 * The boot menus of a root, those of GRUB 2 before those of GRUB Legacy. What {@link GuestGrubFixUp} writes is none.
 *
 * @param configs GRUB 2's
 * @param menus GRUB Legacy's
 * @param grub2 whether GRUB 2's are those in force
 */
record BootFiles(List<String> configs, List<String> menus, boolean grub2) {
    static BootFiles of(SystemFiles files) {
        List<String> configs =
                there(files, "/boot/grub/grub.cfg", "/grub/grub.cfg", "/boot/grub2/grub.cfg", "/grub2/grub.cfg")
                        .stream()
                        .filter(config -> !files.text(config).orElse("").startsWith(GuestGrubFixUp.HEADING))
                        .toList();
        List<String> menus = there(files, "/boot/grub/menu.lst", "/boot/grub/grub.conf");
        boolean defaults = files.text(DefaultGrubFixUp.PATH).isPresent();
        // A machine that went from one GRUB to the other has both; only GRUB 2's has its defaults.
        boolean grub2 = configs.isEmpty() ? defaults && menus.isEmpty() : defaults || menus.isEmpty();
        return new BootFiles(configs, menus, grub2);
    }

    private static List<String> there(SystemFiles files, String... paths) {
        return List.of(paths).stream()
                .filter(path -> files.text(path).isPresent())
                .toList();
    }

    /** Where GRUB 2's menu belongs, also when a machine with UEFI had it on the partition for that. */
    String config(GuestRoot root) {
        if (!configs.isEmpty()) {
            return configs.get(0);
        }
        return root.isDirectory("/boot/grub2") ? "/boot/grub2/grub.cfg" : "/boot/grub/grub.cfg";
    }
}
