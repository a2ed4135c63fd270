package org.domzero.p2v.fixup;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.system.Answer;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.system.Kernels;
import org.domzero.p2v.system.SystemFiles;
import org.domzero.p2v.system.XenDriver;

/**
 * Which kernels of a root its guest can start, the best first: that which the machine itself starts, as far as that is
 * known, then the newest.
 */
public final class BootKernels {
    /** Any of these, built in, finds the disk that an HVM guest is shown. */
    private static final Pattern EMULATED_DISK =
            Pattern.compile("(?m)^CONFIG_(ATA_PIIX|BLK_DEV_PIIX|XEN_BLKDEV_FRONTEND)=y$");

    private final SystemFiles root;
    private final GuestTarget target;
    private final List<Kernel> kernels;

    private BootKernels(SystemFiles root, GuestTarget target) {
        this.root = root;
        this.target = target;
        Optional<MenuDefault> usual = MenuDefault.of(root);
        // Kernels come the newest first, and a stable order leaves it at that.
        this.kernels = Kernels.of(root).stream()
                .sorted(Comparator.comparing((Kernel kernel) -> reachesRoot(kernel) ? 0 : 1)
                        .thenComparing(kernel ->
                                usual.filter(one -> one.starts(kernel)).isPresent() ? 0 : 1))
                .toList();
    }

    public static BootKernels of(SystemFiles root, GuestTarget target) {
        return new BootKernels(root, target);
    }

    /** Without an initrd a kernel finds only what it has drivers for, and no UUID. */
    private boolean reachesRoot(Kernel kernel) {
        if (kernel.initrd().isPresent()) {
            return true;
        }
        boolean driver = target.isParavirtual()
                ? kernel.xen().disk() == XenDriver.BUILT_IN
                : kernel.config()
                        .flatMap(root::text)
                        .filter(config -> EMULATED_DISK.matcher(config).find())
                        .isPresent();
        return driver && !target.root().contains("=");
    }

    /** Whether a kernel starts in the guest, and has a driver for its disk. */
    public Answer starts(Kernel kernel) {
        if (target.type() == GuestType.HVM) {
            return kernel.xen().hvm();
        }
        Answer type =
                target.type() == GuestType.PV ? kernel.xen().pv() : kernel.xen().pvh();
        return kernel.xen().disk() == XenDriver.NONE ? Answer.NO : type;
    }

    /** Those that are known to start; where there is none, those of which it is not known. */
    public List<Kernel> suitable() {
        List<Kernel> sure =
                kernels.stream().filter(kernel -> starts(kernel) == Answer.YES).toList();
        return sure.isEmpty()
                ? kernels.stream()
                        .filter(kernel -> starts(kernel) == Answer.UNKNOWN)
                        .toList()
                : sure;
    }

    /** {@link #suitable}, and a warning where there is none, or what {@link #check} has to say of the first. */
    List<Kernel> forNewMenu(Changes changes) {
        List<Kernel> suitable = suitable();
        if (suitable.isEmpty()) {
            changes.warn(none());
        } else {
            check(suitable.get(0), changes);
        }
        return suitable;
    }

    Optional<Kernel> at(String path) {
        return kernels.stream().filter(kernel -> kernel.path().equals(path)).findFirst();
    }

    /** Says what may keep the kernel that will be started from coming up. */
    void check(Kernel kernel, Changes changes) {
        if (starts(kernel) == Answer.UNKNOWN) {
            changes.warn(kernel.path() + ": nothing says whether it starts as a " + target.type() + " guest");
        }
        if (!reachesRoot(kernel)) {
            changes.warn(kernel.path() + " has no initrd, and is not known to find " + target.root() + " without");
        }
        kernel.withoutModules().ifPresent(what -> changes.warn(kernel.path() + " " + what));
    }

    String none() {
        return "no kernel in /boot starts as a " + target.type() + " guest: install one, or have the host supply it";
    }
}
