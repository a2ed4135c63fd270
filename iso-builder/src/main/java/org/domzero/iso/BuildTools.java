package org.domzero.iso;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;

/** The programs of the build machine that a build calls. */
final class BuildTools {
    private BuildTools() {}

    /** @throws UserError naming every program that is missing */
    static void require(CommandRunner commands, String... programs) {
        List<String> missing = new ArrayList<>();
        for (String program : programs) {
            if (!commands.tryRun(Command.of("sh", "-c", "command -v \"$1\"", "sh", program))
                    .succeeded()) {
                missing.add(program);
            }
        }
        if (!missing.isEmpty()) {
            throw UserError.failed(
                    "not installed here: " + String.join(", ", missing),
                    "apt-get install mmdebstrap squashfs-tools xorriso mtools uidmap debian-archive-keyring");
        }
    }

    static boolean isRoot(CommandRunner commands) {
        return commands.run("id", "-u").output().strip().equals("0");
    }
}
