package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.Lines;
import org.domzero.p2v.text.ShellVariables;

/** Has Debian's initramfs-tools put Xen's drivers into the initrd, and resume from no disk. */
record InitramfsToolsFixUp() implements FixUp {
    static final String RESUME = "/etc/initramfs-tools/conf.d/resume";

    private static final String MODULES = "/etc/initramfs-tools/modules";

    @Override
    public String name() {
        return "initramfs-tools";
    }

    @Override
    public String description() {
        return "Has initramfs-tools put the guest's drivers into the initrd, and resume from no disk.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        if (target.isParavirtual()) {
            changes.edit(MODULES, InitramfsToolsFixUp::withDrivers, "Xen's drivers added");
        }
        changes.edit(
                RESUME,
                text -> {
                    ShellVariables variables = ShellVariables.of(text);
                    return variables.value("RESUME").isPresent()
                            ? variables.with("RESUME", "none").text()
                            : text;
                },
                "RESUME is none");
        return changes.report();
    }

    private static String withDrivers(String text) {
        Lines lines = Lines.of(text);
        for (String driver : List.of("xen-blkfront", "xen-netfront")) {
            if (lines.contents().stream().map(String::strip).noneMatch(driver::equals)) {
                lines = lines.appended(driver);
            }
        }
        return lines.text();
    }
}
