package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.ShellVariables;

/** Has all files labelled at the first boot: those that are new have no label. */
record SelinuxFixUp() implements FixUp {
    private static final String MARK = "/.autorelabel";

    @Override
    public String name() {
        return "selinux";
    }

    @Override
    public String description() {
        return "Has the first boot label all files where SELinux is on.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        boolean on = root.text("/etc/selinux/config")
                .flatMap(text -> ShellVariables.of(text).value("SELINUX"))
                .filter(mode -> mode.equals("enforcing") || mode.equals("permissive"))
                .isPresent();
        if (on && !root.hasEntry(MARK)) {
            changes.write(MARK, "", "made, SELinux is on");
        }
        return changes.report();
    }
}
