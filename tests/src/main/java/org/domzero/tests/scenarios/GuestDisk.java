package org.domzero.tests.scenarios;

import org.domzero.tests.machine.Shell;

/** The first disk of a guest, by the path that the host has it at. */
public final class GuestDisk {
    /** For scripts: {@code disk NAME} says it. */
    public static final String FUNCTION =
            "disk() { domzero vm show $1 --json | sed -n 's/.*\"target\": \"\\(.*\\)\".*/\\1/p' | head -n 1; }\n";

    private GuestDisk() {}

    static String of(String guest, Shell host) {
        return InstalledHost.said(host, FUNCTION.strip() + "; disk " + guest);
    }
}
