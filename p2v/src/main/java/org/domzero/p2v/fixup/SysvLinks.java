package org.domzero.p2v.fixup;

import java.util.List;
import java.util.Set;
import org.domzero.p2v.root.GuestRoot;

/** The links by which rc starts services, wherever a distribution has them. */
final class SysvLinks {
    private static final List<String> DIRECTORIES = List.of("/etc/rc.d/rc%s.d", "/etc/rc%s.d", "/etc/init.d/rc%s.d");

    private SysvLinks() {}

    /** Has none of the services start, in no runlevel. */
    static void stop(GuestRoot root, Changes changes, Set<String> services, String why) {
        for (String directory : DIRECTORIES) {
            for (String level : List.of("2", "3", "4", "5", "S")) {
                String place = directory.formatted(level);
                for (String link : root.list(place)) {
                    if (link.matches("S\\d\\d.+") && services.contains(link.substring(3))) {
                        changes.remove(place + "/" + link, why);
                    }
                }
            }
        }
    }
}
