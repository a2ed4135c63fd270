package org.domzero.p2v.fixup;

import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.UserError;

/**
 * A 64-bit kernel of the host, which starts as a PV and as a PVH guest, with an initrd that finds the disk of one.
 *
 * @param version as uname(1) has it: {@code 6.12.48+deb13-amd64}
 * @param root of the host's files: {@code /}, or a directory in a test
 */
public record HostKernel(String version, Path root) {
    /**
     * One that the host has.
     *
     * @throws UserError when it has no more than its name
     */
    public static HostKernel of(String version, Path root) {
        HostKernel kernel = new HostKernel(version, root);
        for (String path : new String[] {kernel.image(), kernel.initrd(), kernel.config()}) {
            if (!Files.isRegularFile(kernel.here(path))) {
                throw UserError.failed(
                        "this host has no " + path + ", of the kernel that it runs",
                        "restart it, if its kernel was replaced; leave --host-kernel out");
            }
        }
        return kernel;
    }

    /** Where it is, on the host and in the guest. */
    public String image() {
        return "/boot/vmlinuz-" + version;
    }

    public String initrd() {
        return "/boot/initrd.img-" + version;
    }

    String config() {
        return "/boot/config-" + version;
    }

    /** Where they are in the guest. */
    String modules() {
        return "/lib/modules/" + version;
    }

    /**
     * What was made of it for guests by {@code guest-kernel} of domzero: {@code modules}, those of its modules that guests
     * get, and {@code vmlinuz} with {@code config}, the kernel as the GRUB of PV guests reads it.
     */
    Path made(String name) {
        return here("/var/cache/domzero/guest-kernel/" + version + "/" + name);
    }

    Path here(String path) {
        return root.resolve(path.substring(1));
    }
}
