package org.domzero.p2v.plan;

import java.util.List;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.fixup.GuestConsole;
import org.domzero.p2v.fixup.GuestTarget;
import org.domzero.p2v.system.Answer;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.system.Kernels;

/** Decides by which names the guest finds its disks, and where its console is. */
final class TargetDecision {
    /** Initrds find a file system by its UUID since about this Linux, in every family. */
    private static final String UUIDS = "2.6.20";

    /** Disks of IDE are sd since libata took them over. */
    private static final String LIBATA = "2.6.28";

    /** What libraries before glibc 2.14 call to learn the time, and Linux has left out since 5.18 unless told otherwise. */
    private static final String VSYSCALL = "vsyscall=xonly";

    /** The initrd has the host's udev, which would name the card, whatever the guest's own does. */
    private static final String KERNEL_NAMES = "net.ifnames=0";

    private TargetDecision() {}

    static GuestTarget of(
            BootChoice boot,
            Distribution distribution,
            RootFileSystem root,
            Optional<SwapVolume> swap,
            List<MergedMount> merged) {
        Disks disks = disks(boot, root, swap);
        return new GuestTarget(
                boot.type(),
                disks.root(),
                root.type(),
                swap.map(volume -> disks.swap()),
                merged.stream()
                        .filter(mount -> !mount.isRoot())
                        .map(MergedMount::mountPoint)
                        .toList(),
                console(boot, distribution),
                "eth0",
                boot instanceof BootChoice.SuppliedKernel ? List.of(VSYSCALL, KERNEL_NAMES) : List.of());
    }

    private record Disks(String root, String swap) {}

    private static Disks disks(BootChoice boot, RootFileSystem root, Optional<SwapVolume> swap) {
        if (!(boot instanceof BootChoice.WholeMachine whole)) {
            return new Disks("/dev/xvda", "/dev/xvdb");
        }
        Kernel kernel = whole.kernel();
        // An hvm guest may change over to Xen's drivers, and its disk then to another name.
        if (kernel.initrd().isPresent() && !isBefore(kernel, UUIDS)) {
            return new Disks(
                    "UUID=" + root.uuid(),
                    "UUID=" + swap.map(volume -> volume.uuid().toString()).orElse(""));
        }
        return isBefore(kernel, LIBATA) ? new Disks("/dev/hda1", "/dev/hdb") : new Disks("/dev/sda1", "/dev/sdb");
    }

    private static boolean isBefore(Kernel kernel, String version) {
        return !kernel.version().isEmpty() && Kernels.compareVersions(kernel.version(), version) < 0;
    }

    private static GuestConsole console(BootChoice boot, Distribution distribution) {
        if (boot.type() == GuestType.HVM) {
            return GuestConsole.TTYS0;
        }
        boolean xenAlone = boot.ownKernel()
                .filter(kernel -> kernel.xen().hvm() == Answer.NO)
                .isPresent();
        boolean early = distribution.family() == Family.RED_HAT || distribution.family() == Family.SUSE;
        return xenAlone && early ? GuestConsole.XVC0 : GuestConsole.HVC0;
    }
}
