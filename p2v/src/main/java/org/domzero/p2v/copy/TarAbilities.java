package org.domzero.p2v.copy;

import java.util.List;

/**
 * What the tar(1) of a source can do, GNU's of whatever age. All can name files from standard input, keep owners by
 * number, and have hard links, devices, and files of any size and name.
 *
 * @param options those with which it is to send: {@code --format=posix}, {@code --xattrs} …
 * @param nanoseconds whether times arrive to the nanosecond, as {@code --format=posix} has them
 * @param zstd whether the source has zstd(1)
 */
public record TarAbilities(List<String> options, boolean nanoseconds, boolean zstd) {
    public TarAbilities {
        options = List.copyOf(options);
    }

    /** Whether an ACL comes twice: as text with names in it, and as the attribute that it is, with numbers. */
    boolean hasAclsByNumber() {
        return options.contains("--xattrs-include=*");
    }
}
