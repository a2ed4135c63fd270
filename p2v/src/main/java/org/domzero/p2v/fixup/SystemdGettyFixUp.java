package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;

/**
 * Leaves the login on the console to systemd's generator, which goes by the kernel's consoles; where there is none, asks
 * for it. A login on a port that the guest does not have would be waited for at each boot.
 */
record SystemdGettyFixUp() implements FixUp {
    private static final String WANTED = Systemd.CONFIGURED + "/getty.target.wants";
    private static final String UNIT = "serial-getty@.service";

    @Override
    public String name() {
        return "systemd-getty";
    }

    @Override
    public String description() {
        return "Has systemd ask for a login on the guest's console, and on no other serial port.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        if (Systemd.isIn(root)) {
            for (String name : root.list(WANTED)) {
                if (target.isParavirtual() && name.startsWith("serial-getty@ttyS")) {
                    changes.remove(WANTED + "/" + name, "the guest has no serial port");
                }
            }
            if (target.console() != GuestConsole.TTY1 && !generates(root)) {
                String unit = Systemd.has(root, "system/" + UNIT) ? UNIT : "";
                if (unit.isEmpty()) {
                    changes.warn("systemd has no " + UNIT + ": nothing asks for a login on "
                            + target.console().device());
                } else {
                    changes.symlink(
                            WANTED + "/serial-getty@" + target.console().device() + ".service",
                            (root.exists("/usr/lib/systemd/system/" + UNIT) ? "/usr" : "") + "/lib/systemd/system/"
                                    + UNIT,
                            "login on " + target.console().device());
                }
            }
        }
        return changes.report();
    }

    private static boolean generates(GuestRoot root) {
        return Systemd.has(root, "system-generators/systemd-getty-generator")
                && !root.hasEntry("/etc/systemd/system-generators/systemd-getty-generator");
    }
}
