package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.root.HostKernel;

/** Makes a kernel of the host one of the guest's own, which the other fix-ups then find and put into its boot menu. */
record HostKernelFixUp(HostKernel kernel) implements FixUp {
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
        if (kernel.install(root, target.type())) {
            changes.done("the host's kernel " + kernel.version() + ": put into /boot and /lib/modules");
        }
        return changes.report();
    }
}
