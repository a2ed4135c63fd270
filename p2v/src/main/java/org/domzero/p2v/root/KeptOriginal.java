package org.domzero.p2v.root;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the original of a changed or removed file is kept: beside it, as {@code <file>.before-domzero}. Where the guest
 * takes every file of a directory for one of its kind the name begins with a dot as well, which all that read such
 * directories pass over: rc would start a service by a link of any name that begins with S, and initramfs-tools would
 * take its old settings for the newer ones.
 */
final class KeptOriginal {
    static final String SUFFIX = ".before-domzero";

    private static final List<String> READ_WHOLE = List.of(
            "sysconfig/network-scripts",
            "sysconfig/network",
            "network/interfaces.d",
            "initramfs-tools/conf.d",
            "init.d",
            "event.d",
            "modprobe.d");

    private static final Pattern READ_WHOLE_NAME = Pattern.compile("rc[0-6S]\\.d|.+\\.wants");

    private KeptOriginal() {}

    static Path of(Path file) {
        Path directory = file.getParent();
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling((directory != null && isReadWhole(directory) ? "." : "") + name + SUFFIX);
    }

    private static boolean isReadWhole(Path directory) {
        Path parent = directory.getParent();
        return READ_WHOLE.stream().anyMatch(directory::endsWith)
                || READ_WHOLE_NAME
                        .matcher(String.valueOf(directory.getFileName()))
                        .matches()
                || (parent != null && parent.endsWith("runlevels"));
    }

    static boolean isName(String name) {
        return name.endsWith(SUFFIX);
    }
}
