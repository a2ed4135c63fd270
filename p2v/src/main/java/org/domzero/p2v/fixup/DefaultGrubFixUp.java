package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.ShellVariables;

/** Has grub-mkconfig, when the guest runs it, tell kernels what they need there. */
record DefaultGrubFixUp() implements FixUp {
    static final String PATH = "/etc/default/grub";
    static final String ALWAYS = "GRUB_CMDLINE_LINUX";
    static final String USUAL = "GRUB_CMDLINE_LINUX_DEFAULT";

    private static final String ENTRIES_APART = "GRUB_ENABLE_BLSCFG";

    @Override
    public String name() {
        return "default-grub";
    }

    @Override
    public String description() {
        return "Sets what the guest's own grub-mkconfig will tell kernels.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        KernelArguments arguments = KernelArguments.of(root, target);
        changes.edit(PATH, text -> edited(text, arguments), "console and disks are the guest's");
        return changes.report();
    }

    private static String edited(String text, KernelArguments arguments) {
        ShellVariables variables = ShellVariables.of(text);
        variables = variables.with(
                ALWAYS, arguments.withoutRoot(variables.value(ALWAYS).orElse("")));
        if (variables.value(USUAL).isPresent()) {
            variables = variables.with(
                    USUAL, KernelArguments.cleaned(variables.value(USUAL).orElse("")));
        }
        // The GRUB that starts the guest reads no entries in files of their own.
        return variables.value(ENTRIES_APART).filter("true"::equals).isPresent()
                ? variables.with(ENTRIES_APART, "false").text()
                : variables.text();
    }
}
