package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.Lines;

/** Lets root log in on the guest's console, where there is a list of the terminals for that. */
record SecurettyFixUp() implements FixUp {
    @Override
    public String name() {
        return "securetty";
    }

    @Override
    public String description() {
        return "Lets root log in on the guest's console.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        String device = target.console().device();
        changes.edit(
                "/etc/securetty",
                text -> {
                    Lines lines = Lines.of(text);
                    return lines.contents().stream().map(String::strip).anyMatch(device::equals)
                            ? text
                            : lines.appended(device).text();
                },
                "root may log in on " + device);
        return changes.report();
    }
}
