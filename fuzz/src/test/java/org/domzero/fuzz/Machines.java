package org.domzero.fuzz;

import java.nio.file.Path;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.RecordedFacts;

/** A recorded machine. */
final class Machines {
    private static final MachineFacts SERVER =
            RecordedFacts.read(Path.of("../cli/src/test/resources/machines/sata-bmc.json"));

    private Machines() {}

    /** Of two disks, the first is empty. */
    static MachineFacts server() {
        return SERVER;
    }
}
