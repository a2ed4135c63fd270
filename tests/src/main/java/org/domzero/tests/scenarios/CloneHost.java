package org.domzero.tests.scenarios;

import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.time.Duration;
import org.domzero.tests.Lab;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.OldMachine;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * A freshly installed host that machines are cloned to.
 *
 * @param shell root's, on its console
 * @param address by which other machines reach it: {@code root@HOST:PORT}
 */
record CloneHost(Machine machine, Shell shell, String address) {
    /** Clones the old machine that runs; its password is given. */
    static final String PULL =
            "DOMZERO_SSH_PASSWORD=" + OldMachine.PASSWORD + " domzero p2v pull --from root@" + OldMachine.ADDRESS;

    static CloneHost start(Lab lab) {
        Nic nic = Nic.user("52:54:00:12:34:01").withSsh();
        Machine machine = lab.start(
                BiosInstall.installedHost(lab).withMemory(ByteSize.gibibytes(2)).withNic(nic));
        Shell shell = machine.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        done(shell, "until ip route | grep default; do sleep 1; done");
        return new CloneHost(machine, shell, "root@" + WebServer.ADDRESS + ":" + nic.sshPort());
    }

    /** By which it is known to those who clone to it. */
    String fingerprint() {
        return said(shell, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub").split(" ")[1];
    }

    /** How many guests and clones there are, each with a heading: {@code "1\n1"} is none of both. */
    String count() {
        return said(shell, "domzero vm list | wc -l; domzero p2v list | wc -l");
    }

    /** Starts a clone; it runs on. */
    void boot(String guest, Duration limit, TinyGuest.Inside steps) {
        TinyGuest.inside(machine, "domzero vm start " + guest + " --console", OldMachine.PASSWORD, limit, steps);
    }

    /**
     * Waits for the address of a guest, and then for an answer from outside of the host.
     *
     * @param cards those whose address counts, as ip-address(8) has it: {@code dev eth0}; any when empty
     */
    static void awaitNetwork(Shell guest, String cards) {
        done(guest, "until ip -4 -o addr show " + cards + " scope global | grep inet; do sleep 1; done");
        guest.run("ping -c 1 -w 60 " + WebServer.ADDRESS, Limits.COMMAND).orFail();
    }

    void stop(String guest) {
        done(shell, "domzero vm stop " + guest);
    }
}
