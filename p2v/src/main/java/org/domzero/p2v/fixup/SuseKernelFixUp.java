package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.text.ShellVariables;

/** Has SUSE's mkinitrd, before dracut, put the drivers of kernel-xen into the initrd. */
record SuseKernelFixUp() implements FixUp {
    private static final String MODULES = "INITRD_MODULES";

    @Override
    public String name() {
        return "suse-kernel";
    }

    @Override
    public String description() {
        return "Adds Xen's drivers to INITRD_MODULES.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.isUpTo(Family.SUSE, 11) && target.isParavirtual();
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        changes.edit("/etc/sysconfig/kernel", SuseKernelFixUp::edited, MODULES + " has xenblk and xennet");
        return changes.report();
    }

    private static String edited(String text) {
        ShellVariables variables = ShellVariables.of(text);
        List<String> modules = new ArrayList<>(
                List.of(variables.value(MODULES).orElse("").strip().split("\\s+")));
        List<String> missing = List.of("xenblk", "xennet").stream()
                .filter(module -> !modules.contains(module))
                .toList();
        modules.addAll(0, missing);
        return missing.isEmpty()
                ? text
                : variables.with(MODULES, String.join(" ", modules).strip()).text();
    }
}
