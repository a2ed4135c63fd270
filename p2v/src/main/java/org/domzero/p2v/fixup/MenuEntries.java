package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.system.Kernel;

/** Entries of boot menus, written anew. */
final class MenuEntries {
    private MenuEntries() {}

    static List<String> legacy(String title, Kernel kernel, GuestTarget target, String arguments) {
        List<String> lines = new ArrayList<>(List.of(
                "", "title " + title, "\troot " + target.grubRoot(), "\tkernel " + kernel.path() + " " + arguments));
        kernel.initrd().ifPresent(initrd -> lines.add("\tinitrd " + initrd));
        return lines;
    }

    /** Paths without a device are those of the file system that the menu is in. */
    static List<String> grub2(String title, Kernel kernel, String arguments) {
        List<String> lines = new ArrayList<>(List.of(
                "", "menuentry '" + title.replace("'", "") + "' {", "\tlinux " + kernel.path() + " " + arguments));
        kernel.initrd().ifPresent(initrd -> lines.add("\tinitrd " + initrd));
        lines.add("}");
        return lines;
    }
}
