package org.domzero.p2v.disks;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;

/** The system for 32-bit machines on the ISO, by which a host clones what is on a machine's disks. */
public final class LegacySystem {
    /** A file that nothing else has. */
    private static final String MARK = "/etc/domzero-p2v";

    private LegacySystem() {}

    /** Whether that is what runs on a machine. */
    public static boolean runs(CommandRunner commands) {
        return commands.tryRun(Command.of("test", "-e", MARK)).succeeded();
    }
}
