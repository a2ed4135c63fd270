package org.domzero.p2v.fixup;

import org.domzero.p2v.root.GuestRoot;

/** Has Upstart ask for a login on the guest's console: Ubuntu's. Red Hat's does so on what the kernel was told. */
record UpstartFixUp() implements FixUp {
    private static final String EVENTS = "/etc/event.d";
    private static final String JOBS = "/etc/init";

    @Override
    public String name() {
        return "upstart";
    }

    @Override
    public String description() {
        return "Has Upstart ask for a login on the guest's console.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        String device = target.console().device();
        if (target.console() != GuestConsole.TTY1) {
            if (root.exists(JOBS + "/tty1.conf")) {
                job(root, changes, JOBS + "/" + device + ".conf", """
                        # By domzero: a login on the guest's console.

                        start on stopped rc RUNLEVEL=[2345]
                        stop on runlevel [!2345]

                        respawn
                        exec /sbin/getty -8 38400 %s
                        """.formatted(device));
            } else if (root.exists(EVENTS + "/tty1")) {
                job(root, changes, EVENTS + "/" + device, """
                        # By domzero: a login on the guest's console.

                        start on stopped rc2
                        start on stopped rc3
                        start on stopped rc4
                        start on stopped rc5

                        stop on runlevel 0
                        stop on runlevel 1
                        stop on runlevel 6

                        respawn
                        exec /sbin/getty 38400 %s
                        """.formatted(device));
            }
        }
        return changes.report();
    }

    /** One that somebody wrote already knows better. */
    private static void job(GuestRoot root, Changes changes, String path, String text) {
        if (!root.hasEntry(path)) {
            changes.write(path, text, "written");
        }
    }
}
