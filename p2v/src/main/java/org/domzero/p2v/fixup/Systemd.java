package org.domzero.p2v.fixup;

import java.util.List;
import org.domzero.p2v.root.GuestRoot;

/** Where systemd has its files. */
final class Systemd {
    static final String CONFIGURED = "/etc/systemd/system";

    private static final List<String> OWN = List.of("/usr/lib/systemd", "/lib/systemd");

    private Systemd() {}

    static boolean isIn(GuestRoot root) {
        return OWN.stream().anyMatch(directory -> root.isExecutable(directory + "/systemd"));
    }

    /** Whether it comes with a file, as {@code system/smartd.service}. */
    static boolean has(GuestRoot root, String file) {
        return OWN.stream().anyMatch(directory -> root.exists(directory + "/" + file));
    }
}
