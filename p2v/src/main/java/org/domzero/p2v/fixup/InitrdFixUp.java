package org.domzero.p2v.fixup;

import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.system.XenDriver;
import org.domzero.p2v.text.ShellVariables;

/** Says by which command the guest's initrd has to be made again, where it was made for the disks it had. */
record InitrdFixUp(Distribution distribution) implements FixUp {
    @Override
    public String name() {
        return "initrd";
    }

    @Override
    public String description() {
        return "Names the initrd that has to be made again, and how.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        lacking(root, target, distribution)
                .ifPresent(kernel -> changes.warn(kernel.initrd().orElseThrow()
                        + " was made for the disks of the physical machine and may not find the guest's: make it again"
                        + command(root, target, kernel)
                                .map(command -> " by " + command)
                                .orElse("")));
        return changes.report();
    }

    /** The kernel that is started, where its initrd was made for the disks of the machine alone. */
    static Optional<Kernel> lacking(GuestRoot root, GuestTarget target, Distribution distribution) {
        return BootKernels.of(root, target).suitable().stream()
                .findFirst()
                .filter(kernel -> kernel.initrd().isPresent())
                .filter(kernel -> !target.isParavirtual() || kernel.xen().disk() != XenDriver.BUILT_IN)
                .filter(kernel -> !holdsAllDrivers(root, distribution));
    }

    private static boolean holdsAllDrivers(GuestRoot root, Distribution distribution) {
        return switch (distribution.family()) {
            case RED_HAT ->
                distribution.major() == 6
                        && distribution.id().matches("rhel|centos|scientific|ol")
                        && !says(root, "/etc/dracut.conf", "hostonly", "yes");
            case DEBIAN ->
                root.exists("/etc/initramfs-tools/initramfs.conf")
                        && !says(root, "/etc/initramfs-tools/initramfs.conf", "MODULES", "dep");
            default -> false;
        };
    }

    private static boolean says(GuestRoot root, String path, String name, String value) {
        return root.text(path)
                .flatMap(text -> ShellVariables.of(text).value(name))
                .filter(value::equals)
                .isPresent();
    }

    private Optional<String> command(GuestRoot root, GuestTarget target, Kernel kernel) {
        String initrd = kernel.initrd().orElseThrow();
        if (root.isDirectory(DracutFixUp.DIRECTORY)) {
            return Optional.of("dracut -f " + initrd + " " + kernel.version());
        }
        return switch (distribution.family()) {
            case RED_HAT -> Optional.of("mkinitrd -f " + redHatDrivers(target) + initrd + " " + kernel.version());
            case DEBIAN -> Optional.of("update-initramfs -u -k " + kernel.version());
            case SUSE -> Optional.of("mkinitrd -k " + bootName(kernel.path()) + " -i " + bootName(initrd));
            default -> Optional.empty();
        };
    }

    private String redHatDrivers(GuestTarget target) {
        if (target.type() == GuestType.HVM) {
            return "--with=ata_piix ";
        }
        return distribution.isUpTo(Family.RED_HAT, 4) ? "--preload=xenblk " : "--builtin=xen_vbd --preload=xenblk ";
    }

    private static String bootName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
