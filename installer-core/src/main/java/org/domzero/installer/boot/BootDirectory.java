package org.domzero.installer.boot;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.UserError;

/**
 * The newest kernel and Xen of a slot's {@code /boot}, by the names that Debian's packages give them.
 *
 * @param kernelRelease what follows {@code vmlinuz-}
 * @param xenVersion what stands between {@code xen-} and {@code .gz}
 */
record BootDirectory(String kernelRelease, String xenVersion) {
    private static final Pattern KERNEL = Pattern.compile("vmlinuz-(\\d.*)");
    private static final Pattern XEN = Pattern.compile("xen-(\\d.*)\\.gz");
    /** Copies that people and dpkg keep. */
    private static final Pattern KEPT = Pattern.compile(".*(\\.(old|bak|orig|save)|\\.dpkg-.*|~)");

    /**
     * @param directory of the slot, for messages
     * @param names of the files in it
     * @param modules names in {@code /usr/lib/modules}
     * @param newer whether one version is newer than another
     * @throws UserError when a part of it is missing: its package is not completely installed
     */
    static BootDirectory of(
            String directory, Collection<String> names, Set<String> modules, BiPredicate<String, String> newer) {
        String kernel = newest(names, KERNEL, newer)
                .orElseThrow(() -> missing(directory + " holds no kernel (vmlinuz-…)", "linux-image-amd64"));
        if (!names.contains("initrd.img-" + kernel)) {
            throw UserError.failed(
                    directory + "/initrd.img-" + kernel
                            + " is missing, so the newest kernel cannot boot; what boots has" + " not been changed",
                    "its package is not completely installed: run 'dpkg --configure -a' and 'update-initramfs -c -k "
                            + kernel + "', then 'domzero boot update'");
        }
        if (!modules.contains(kernel)) {
            throw UserError.failed(
                    directory + "/vmlinuz-" + kernel + " has no modules in /usr/lib/modules/" + kernel
                            + "; what boots has not been changed",
                    "its package is not completely installed, or not completely removed: 'apt install --reinstall"
                            + " linux-image-" + kernel + "', or 'apt purge' it; then 'domzero boot update'");
        }
        String xen = newest(names, XEN, newer)
                .orElseThrow(() -> missing(directory + " holds no Xen (xen-….gz)", "xen-system-amd64"));
        if (!names.contains("xen-" + xen + ".efi")) {
            throw missing(directory + "/xen-" + xen + ".efi is missing", "xen-hypervisor-" + xen);
        }
        return new BootDirectory(kernel, xen);
    }

    private static UserError missing(String message, String debianPackage) {
        return UserError.failed(
                message + "; what boots has not been changed",
                "'apt install --reinstall " + debianPackage + "' brings it back; then 'domzero boot update'");
    }

    /** Whether there is anything of a dom0 in it. */
    static boolean isEmpty(Collection<String> names) {
        return versions(names, KERNEL).isEmpty() && versions(names, XEN).isEmpty();
    }

    private static Optional<String> newest(Collection<String> names, Pattern form, BiPredicate<String, String> newer) {
        return versions(names, form).stream().reduce((one, other) -> newer.test(other, one) ? other : one);
    }

    private static List<String> versions(Collection<String> names, Pattern form) {
        return names.stream()
                .filter(name -> !KEPT.matcher(name).matches())
                .map(form::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .sorted()
                .toList();
    }
}
