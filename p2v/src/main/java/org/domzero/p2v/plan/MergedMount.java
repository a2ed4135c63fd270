package org.domzero.p2v.plan;

import org.domzero.p2v.source.SourceMount;

/**
 * A file system of the machine that becomes a part of the guest's root.
 *
 * @param directory where it is read on the machine, by commands that stay within it: {@code /mnt/source/boot} of one that
 *     is mounted elsewhere
 */
public record MergedMount(SourceMount mount, String directory) {
    public String mountPoint() {
        return mount.mountPoint();
    }

    public boolean isRoot() {
        return mountPoint().equals("/");
    }

    long bytes() {
        return mount.usage().map(SourceMount.Usage::bytes).orElse(0L);
    }

    long files() {
        return mount.usage().map(SourceMount.Usage::files).orElse(0L);
    }
}
