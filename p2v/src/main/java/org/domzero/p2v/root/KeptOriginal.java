package org.domzero.p2v.root;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the original of a changed or removed file is kept: beside it, as {@code <file>.before-domzero}. Where the guest
 * takes every file of a directory for one of its kind the name begins with a dot as well, which all of those that read
 * such directories pass over; rc would start a service by a link of any name that begins with S.
 */
final class KeptOriginal {
    static final String SUFFIX = ".before-domzero";

    private static final List<String> READ_WHOLE = List.of(
            "network-scripts",
            "network",
            "interfaces.d",
            "event.d",
            "modprobe.d",
            "rc0.d",
            "rc1.d",
            "rc2.d",
            "rc3.d",
            "rc4.d",
            "rc5.d",
            "rc6.d",
            "rcS.d");

    private KeptOriginal() {}

    static Path of(Path file) {
        Path directory = file.getParent();
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling((directory != null && isReadWhole(directory) ? "." : "") + name + SUFFIX);
    }

    private static boolean isReadWhole(Path directory) {
        Path parent = directory.getParent();
        return READ_WHOLE.contains(String.valueOf(directory.getFileName()))
                || (parent != null && String.valueOf(parent.getFileName()).equals("runlevels"));
    }

    static boolean isName(String name) {
        return name.endsWith(SUFFIX);
    }
}
