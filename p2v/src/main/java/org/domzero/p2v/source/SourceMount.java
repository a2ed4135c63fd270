package org.domzero.p2v.source;

import java.util.List;
import java.util.Optional;

/**
 * A mounted file system, proc(5).
 *
 * @param source {@code /dev/sda1}, {@code /dev/root}, {@code filer:/home}
 * @param mountPoint as the system itself calls it
 * @param subtree which of its directories is mounted there, {@code /} as a rule; of btrfs, a subvolume
 * @param usage where its content can be copied, and df(1) has answered
 */
public record SourceMount(
        String source, String mountPoint, String type, List<String> options, String subtree, Optional<Usage> usage) {
    public SourceMount {
        options = List.copyOf(options);
    }

    /**
     * What is in it.
     *
     * @param bytes with what the file system needs for itself
     * @param files inodes in use; 0 of a file system that does not count them
     */
    public record Usage(long bytes, long files) {}
}
