package org.domzero.p2v.system;

import java.util.Optional;

/**
 * A kernel in /boot.
 *
 * @param path {@code /boot/vmlinuz-2.6.18-398.el5xen}
 * @param version {@code 2.6.18-398.el5xen}; empty when the file's name has none
 * @param initrd the initrd or initramfs that was made for it
 * @param config the file with the configuration that it was built with
 * @param modules whether /lib/modules has some of its version
 */
public record Kernel(
        String path,
        String version,
        Optional<String> initrd,
        Optional<String> config,
        boolean modules,
        XenSupport xen) {
    /** What is not known to be there of its modules, as the end of a sentence about it; empty where they are. */
    public Optional<String> withoutModules() {
        if (modules) {
            return Optional.empty();
        }
        return Optional.of(
                version.isEmpty()
                        ? "does not say by its name which modules in /lib/modules are its own"
                        : "has no modules in /lib/modules");
    }
}
