package org.domzero.p2v.fixup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;

/** Makes a kernel of the host one of the guest's own, which the other fix-ups then find and put into its boot menu. */
public record HostKernelFixUp(HostKernel kernel) implements FixUp {
    @Override
    public String name() {
        return "host-kernel";
    }

    @Override
    public String description() {
        return "Puts the host's kernel, its initrd and its modules into the guest.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        boolean pv = target.type() == GuestType.PV;
        boolean changed = root.install(kernel.initrd(), kernel.here(kernel.initrd()));
        changed |= root.install(kernel.image(), pv ? kernel.made("vmlinuz") : kernel.here(kernel.image()));
        changed |= root.install(kernel.config(), pv ? kernel.made("config") : kernel.here(kernel.config()));
        Path made = kernel.made("modules");
        for (Path module : modules(made)) {
            changed |= root.install(kernel.modules() + "/" + made.relativize(module), module);
        }
        if (changed) {
            changes.done("the host's kernel " + kernel.version() + ": put into /boot and /lib/modules");
        }
        return changes.report();
    }

    private static List<Path> modules(Path made) {
        try (Stream<Path> all = Files.walk(made)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.failed(
                    made + " cannot be read: " + IoReason.of(e), "remove it, and run the same command again", e);
        }
    }
}
