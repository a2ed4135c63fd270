package org.domzero.p2v.copy;

import java.util.ArrayList;
import java.util.List;

/**
 * What the tar(1) of a source can do, GNU's of whatever age. All can name files from standard input, keep owners by
 * number, and have hard links, devices, and files of any size and name.
 *
 * @param posix {@code --format=posix}, from 1.14: times to the nanosecond
 * @param xattrs extended attributes, from 1.27 and in Red Hat's from 1.15
 * @param zstd whether the source has zstd(1)
 */
public record TarAbilities(boolean posix, boolean xattrs, boolean acls, boolean selinux, boolean sparse, boolean zstd) {
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (posix) {
            options.add("--format=posix");
        }
        if (xattrs) {
            options.add("--xattrs");
        }
        if (acls) {
            options.add("--acls");
        }
        if (selinux) {
            options.add("--selinux");
        }
        if (sparse) {
            options.add("--sparse");
        }
        return options;
    }
}
