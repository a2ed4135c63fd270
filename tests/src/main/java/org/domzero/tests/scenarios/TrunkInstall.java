package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.BootSource;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.Switch;
import org.domzero.toolkit.ByteSize;

/**
 * A server with two cables to a managed switch that wants LACP and carries the management network in a VLAN only. Nothing
 * but the right network on the host gets an answer there, and it goes on when either cable is pulled.
 */
public final class TrunkInstall implements Scenario {
    private static final String PASSWORD = "Two-cables-1-trunk";
    private static final String FIRST = "52:54:00:12:34:21";
    private static final String SECOND = "52:54:00:12:34:22";
    private static final int VLAN = 12;
    private static final String ROUTER = "192.0.2.1";
    private static final String ROUTER6 = "2001:db8::1";

    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "trunk.example.org"
            root-password = "%s"
            [network]
            bond = { interfaces = ["%s", "%s"], mode = "lacp" }
            vlan = %d
            address = "192.0.2.10/24"
            gateway = "%s"
            address6 = "2001:db8::10/64"
            gateway6 = "%s"
            dns = ["192.0.2.53", "2001:db8::53"]
            [storage]
            system-disk = { transport = "virtio" }
            """.formatted(PASSWORD, FIRST, SECOND, VLAN, ROUTER, ROUTER6);

    @Override
    public String name() {
        return "trunk-install";
    }

    @Override
    public String description() {
        return "static addresses in a VLAN over an LACP bond, on a switch that wants both; each cable is pulled once";
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path image = lab.createDisk("system", ByteSize.gibibytes(16));
        MachineSpec server = MachineSpec.named("server").withDisk(Disk.qcow2(image));
        // One switch for each machine: the live system asks for addresses without tag, the host may not.
        try (Switch beforehand = new Switch(VLAN, ROUTER, ROUTER6)) {
            Machine installing = lab.start(cabled(server, beforehand)
                    .withName("installing")
                    .withMedium(Medium.cdrom(Iso.withAnswers(lab, ANSWERS)))
                    .withoutReboot());
            BiosInstall.watch(installing);
            installing.close();
        }
        try (Switch trunk = new Switch(VLAN, ROUTER, ROUTER6)) {
            Machine host = lab.start(cabled(server, trunk).withName("host").withBootOrder(BootSource.DISK));
            Shell shell = host.serial().login("root", PASSWORD, Limits.HOST_BOOT);
            trunk.awaitAggregate(Limits.COMMAND);
            check(shell);
            ping(shell);
            pullEachCable(host, shell, trunk);
            assertThat(trunk.strays()).as("addresses outside of the VLAN").isEmpty();
            shell.run("poweroff", Limits.COMMAND);
            host.awaitPowerOff(Limits.SHUTDOWN);
        }
    }

    private static MachineSpec cabled(MachineSpec server, Switch to) {
        return server.withNic(Nic.cabled(FIRST, to.port(0))).withNic(Nic.cabled(SECOND, to.port(1)));
    }

    private static void check(Shell shell) {
        InstalledHost.check(shell, "a");
        // Ends when all addresses are the host's for sure, those of IPv6 after asking whether they are free.
        shell.run("/usr/lib/systemd/systemd-networkd-wait-online -i xenbr0:routable --timeout=120", Limits.COMMAND)
                .orFail();
        checkBond(bondWith(shell, "Number of ports: 2", 1));
        assertThat(said(shell, "ip -d link show vlan12"))
                .contains("vlan12@bond0", "vlan protocol 802.1Q id 12 ", "master xenbr0 ");
        assertThat(said(shell, "ls /sys/class/net/xenbr0/brif")).isEqualTo("vlan12");
        assertThat(said(shell, "cat /sys/class/net/xenbr0/address")).isEqualTo(FIRST);
        assertThat(said(shell, "ip -o addr show scope global | awk '{ print $2, $4 }'"))
                .isEqualTo("xenbr0 192.0.2.10/24\nxenbr0 2001:db8::10/64");
        assertThat(said(shell, "ip -o addr show | awk '{ print $2 }' | sort -u"))
                .as("what has addresses of any scope")
                .isEqualTo("lo\nxenbr0");
        assertThat(said(shell, "ip -4 route show default")).startsWith("default via 192.0.2.1 dev xenbr0 ");
        assertThat(said(shell, "ip -6 route show default")).startsWith("default via 2001:db8::1 dev xenbr0 ");
        assertThat(said(shell, "resolvectl dns xenbr0")).endsWith(": 192.0.2.53 2001:db8::53");
    }

    private static void checkBond(String bond) {
        assertThat(bond)
                .contains(
                        "Bonding Mode: IEEE 802.3ad Dynamic link aggregation",
                        "Transmit Hash Policy: layer2+3",
                        "LACP rate: fast",
                        "Number of ports: 2",
                        "Partner Mac Address: " + Switch.MAC,
                        "Permanent HW addr: " + FIRST,
                        "Permanent HW addr: " + SECOND)
                .doesNotContain("MII Status: down");
        // Each port's own partner, beside the aggregate's.
        assertThat(bond.split("system mac address: " + Switch.MAC, -1)).hasSize(3);
    }

    private static void pullEachCable(Machine host, Shell shell, Switch trunk) {
        // What the kernel says of links would stand between what is typed here and what comes back.
        shell.run("dmesg --console-level emerg", Limits.COMMAND).orFail();
        for (int pulled = 0; pulled < 2; pulled++) {
            int left = 1 - pulled;
            host.qmp().setLink(pulled, false);
            assertThat(bondWith(shell, "MII Status: down", 1)).contains("MII Status: down");
            int onPulled = trunk.echoes(pulled);
            int onLeft = trunk.echoes(left);
            ping(shell);
            assertThat(trunk.echoes(pulled)).isEqualTo(onPulled);
            assertThat(trunk.echoes(left)).isGreaterThan(onLeft);

            host.qmp().setLink(pulled, true);
            // The bond's own, and that of each port.
            assertThat(bondWith(shell, "MII Status: up", 3)).doesNotContain("MII Status: down");
            trunk.awaitAggregate(Limits.COMMAND);
        }
    }

    /** What the kernel tells of the bond once it has so many lines with {@code text}, or a minute later. */
    private static String bondWith(Shell shell, String text, int lines) {
        return said(shell, """
                bond=/proc/net/bonding/bond0
                for i in $(seq 60); do
                    [ "$(grep -c '%s' $bond)" = %d ] && break
                    sleep 1
                done
                cat $bond
                """.formatted(text, lines));
    }

    /** The router by both protocols, and what is beyond it. */
    private static void ping(Shell shell) {
        for (String address : List.of(ROUTER, ROUTER6, "198.51.100.7", "2001:db8:1::7")) {
            // With -w it goes on until three answers have come, so it waits also for a port that takes over.
            shell.run("ping -n -c 3 -w 60 " + address, Limits.COMMAND).orFail();
        }
    }
}
