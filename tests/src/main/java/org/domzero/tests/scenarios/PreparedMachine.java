package org.domzero.tests.scenarios;

import java.io.IOException;
import java.time.Duration;
import org.domzero.tests.Lab;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.OldSystem;
import org.domzero.tests.machine.WebServer;

/** A machine whose disks a live system fills, and that is switched off in the middle of its work, to be cloned. */
final class PreparedMachine {
    /** What is only in the journal of its root. */
    static final String LATE = "/root/late";

    static final String LATE_TEXT = "in the journal alone";

    private static final String UNPACK = """
            curl -sf -o /tmp/files.sh "$web/files"
            curl -sf "$web/tar" | sh /tmp/files.sh /old /tmp/fstab "$boot_uuid" "$root"
            """;

    private static final String LEAVE = """
            curl -sf -o /tmp/listing "$web/listing"
            sync
            echo '%s' > /old%s
            chroot /old sh < /tmp/listing > /tmp/there
            curl -sf --data-binary @/tmp/there "$web/there"
            sync -f /old%s
            """.formatted(LATE_TEXT, LATE, LATE);

    private PreparedMachine() {}

    /**
     * Fills the disks, and returns what {@link CarriedFiles#LISTING} says of them.
     *
     * @param spec without a medium
     * @param disks a script that mounts its file systems, below {@code /old}, and leaves its fstab in {@code /tmp/fstab}, the
     *     UUID of its {@code /boot} in {@code $boot_uuid} and what its kernel is told of its root in {@code $root}
     */
    static String fill(Lab lab, MachineSpec spec, String disks, OldSystem system, WebServer web) throws IOException {
        return fill(lab, spec, disks, system, "", Limits.INSTALL, web);
    }

    /** @param installing a script that makes of what was unpacked below {@code /old} what it is to be */
    static String fill(
            Lab lab, MachineSpec spec, String disks, OldSystem system, String installing, Duration limit, WebServer web)
            throws IOException {
        web.serve("/tar", system.tar(lab.commands()));
        web.serve("/files", system.files());
        web.serve("/listing", CarriedFiles.LISTING);
        Machine machine =
                lab.start(spec.withMedium(Medium.cdrom(Iso.withKernelOptions(lab, "preparing", LiveShell.RESCUE))));
        LiveShell.of(machine)
                .runScript("set -e\nweb=" + web.url("") + "\n" + disks + UNPACK + installing + LEAVE, limit)
                .orFail();
        String there = web.awaitPost("/there", Limits.COMMAND).body();
        machine.cutPower();
        machine.close();
        return there;
    }
}
