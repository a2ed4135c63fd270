package org.domzero.tests.scenarios;

import static org.domzero.tests.scenarios.InstalledHost.done;

import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Shell;

/** The shell of the live system on the first serial port, with the network up. */
final class LiveShell {
    static final String RESCUE = "domzero.mode=rescue console=ttyS0,115200n8";
    static final String CLONE = "domzero.mode=clone console=ttyS0,115200n8";

    private static final String QUESTION = "Xen host (root@host): ";

    private LiveShell() {}

    /** Of a machine that was booted with {@link #RESCUE}. */
    static Shell of(Machine machine) {
        machine.serial().expect("root@domzero-live", Limits.LIVE_BOOT);
        return shell(machine);
    }

    /** Of one that was booted with {@link #CLONE}: Ctrl-C leads past the question for the host. */
    static Shell pastTheQuestion(Machine machine) {
        machine.serial().expect(QUESTION, Limits.LIVE_BOOT);
        machine.serial().send("\u0003");
        machine.serial().expect("root@domzero-live", Limits.COMMAND);
        return shell(machine);
    }

    private static Shell shell(Machine machine) {
        Shell shell = machine.serial().shell();
        done(shell, "dmesg -n 1; until ip route | grep default; do sleep 1; done");
        return shell;
    }
}
