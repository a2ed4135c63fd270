package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.text.ShellVariables;

/** Has an update of RHEL 4 or 5 start its kernel for Xen, and not the other one that comes with it. */
record RedHatKernelFixUp(Distribution distribution) implements FixUp {
    private static final String DEFAULT = "DEFAULTKERNEL";

    @Override
    public String name() {
        return "red-hat-kernel";
    }

    @Override
    public String description() {
        return "Has updates of the kernel start the one for Xen.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.isUpTo(Family.RED_HAT, 5) && target.isParavirtual();
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        String kernel = distribution.isUpTo(Family.RED_HAT, 4) ? "kernel-xenU" : "kernel-xen";
        changes.edit(
                "/etc/sysconfig/kernel",
                text -> {
                    ShellVariables variables = ShellVariables.of(text);
                    return variables.value(DEFAULT).isPresent()
                            ? variables.with(DEFAULT, kernel).text()
                            : text;
                },
                DEFAULT + " is " + kernel);
        return changes.report();
    }
}
