package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.text.ShellVariables;

/** Writes a grub.cfg of the guest's own: that of the physical machine is a program about the disks it had. */
record GrubConfigFixUp(Distribution distribution) implements FixUp {
    @Override
    public String name() {
        return "grub.cfg";
    }

    @Override
    public String description() {
        return "Writes a short grub.cfg that starts the newest kernel which the guest can run.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        BootFiles files = BootFiles.of(root);
        if (files.grub2()) {
            List<Kernel> suitable = BootKernels.of(root, target).forNewMenu(changes);
            if (!suitable.isEmpty()) {
                changes.write(
                        files.config(root),
                        config(suitable, KernelArguments.of(root, target).edited(arguments(root))),
                        "starts " + suitable.get(0).path());
            }
        }
        return changes.report();
    }

    private static String arguments(GuestRoot root) {
        ShellVariables variables =
                ShellVariables.of(root.text(DefaultGrubFixUp.PATH).orElse(""));
        String words = (variables.value(DefaultGrubFixUp.USUAL).orElse("") + " "
                        + variables.value(DefaultGrubFixUp.ALWAYS).orElse(""))
                .strip();
        return words.matches("(.* )?r[ow]( .*)?") ? words : ("ro " + words).strip();
    }

    private String config(List<Kernel> suitable, String arguments) {
        List<String> lines = new ArrayList<>(List.of(
                "# By domzero, for the guest that this machine became. grub-mkconfig may write another.",
                "set default=0",
                "set timeout=5"));
        for (Kernel kernel : suitable) {
            lines.addAll(MenuEntries.grub2(distribution.name() + ", Linux " + kernel.version(), kernel, arguments));
        }
        return String.join("\n", lines) + "\n";
    }
}
