package org.domzero.p2v.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.guests.vm.GuestType;
import org.domzero.toolkit.IoReason;
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
        for (String path : List.of(kernel.image(), kernel.initrd(), kernel.config())) {
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

    private String config() {
        return "/boot/config-" + version;
    }

    /**
     * Makes it a kernel of a guest's own, with its initrd and modules.
     *
     * @return false when it was there already
     */
    public boolean install(GuestRoot guest, GuestType type) {
        boolean pv = type == GuestType.PV;
        boolean changed = guest.install(initrd(), here(initrd()));
        changed |= guest.install(image(), pv ? made("vmlinuz") : here(image()));
        changed |= guest.install(config(), pv ? made("config") : here(config()));
        Path modules = made("modules");
        for (Path module : filesIn(modules)) {
            changed |= guest.install("/lib/modules/" + version + "/" + modules.relativize(module), module);
        }
        return changed;
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.failed(
                    directory + " cannot be read: " + IoReason.of(e), "remove it, and run the same command again", e);
        }
    }

    /**
     * What was made of it for guests by {@code guest-kernel} of domzero: {@code modules}, those of its modules that guests
     * get, and {@code vmlinuz} with {@code config}, the kernel as the GRUB of PV guests reads it.
     */
    private Path made(String name) {
        return here("/var/cache/domzero/guest-kernel/" + version + "/" + name);
    }

    private Path here(String path) {
        return root.resolve(path.substring(1));
    }
}
