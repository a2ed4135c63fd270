package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.SerialLine;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.SpcrTable;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.SerialPort;

/**
 * A server of a rack that nobody looks after: its clock is years behind, its console is on COM2, its answers are on a
 * web server of a private authority, its CD stays in the drive. It is installed, boots its disk, and after a power cycle
 * with the CD put in again it boots its disk once more.
 */
public final class RackInstall implements Scenario {
    private static final String PASSWORD = "Rack-7-unit-12";
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "rack7-12.example.org"
            root-password = "%s"
            [network]
            bond = { interfaces = ["52:54:00:12:34:11", "52:54:00:12:34:12"], mode = "active-backup" }
            [storage]
            system-disk = { transport = "virtio", min-size = "10GiB", pick = "smallest" }
            [finish]
            webhook = "%s"
            script = \"""
            #!/bin/sh
            set -e
            hostname > /root/script-was-here
            echo the rack says hello
            sleep 1000 &
            \"""
            """;

    @Override
    public String name() {
        return "rack-install";
    }

    @Override
    public String description() {
        return "answers by HTTPS, wrong clock, console on COM2, bond, script, webhook, and the CD left in the drive";
    }

    @Override
    public boolean gate() {
        return true;
    }

    @Override
    public void run(Lab lab) throws IOException {
        try (WebServer server = WebServer.https(lab.directory().resolve("web"), lab.commands())) {
            server.serve("/rack7.toml", ANSWERS.formatted(PASSWORD, server.url("/installed")));
            run(lab, server);
        }
    }

    private static void run(Lab lab, WebServer server) throws IOException {
        Path iso = lab.directory().resolve("rack.iso");
        lab.commands()
                .run(Command.of(
                        "./domzero",
                        "iso",
                        "customize",
                        lab.iso().toString(),
                        "--output",
                        iso.toString(),
                        "--ca",
                        server.ca().toString(),
                        "--kernel-options",
                        "nomodeset domzero.answers=" + server.url("/rack7.toml")));
        Path spcr = lab.directory().resolve("spcr.bin");
        SpcrTable.write(new SerialPort(2, 115200, "8n1"), spcr);
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(iso))
                // The first: a BIOS boots no other.
                .withDisk(Disk.qcow2(lab.createDisk("small", ByteSize.gibibytes(16))))
                .withDisk(Disk.qcow2(lab.createDisk("big", ByteSize.gibibytes(30))))
                .withNic(Nic.user("52:54:00:12:34:11"))
                .withNic(Nic.user("52:54:00:12:34:12"))
                .withSerialPorts(2)
                .withArguments("-rtc", "base=2015-01-01T00:00:00", "-acpitable", "file=" + spcr));
        SerialLine com2 = machine.serial(1);

        com2.expect("answers: fetching " + server.url("/rack7.toml"), Limits.LIVE_BOOT);
        com2.expect("the machine's clock says", Limits.COMMAND);
        com2.expect("installed; next: reboot", Limits.INSTALL);
        JsonObject told = JsonParser.parseString(
                        server.awaitPost("/installed", Limits.COMMAND).body())
                .getAsJsonObject();
        assertThat(told.get("result").getAsString()).isEqualTo("installed");
        assertThat(told.toString()).contains("rack7-12.example.org", "SHA256:").doesNotContain(PASSWORD, "$6$");
        awaitEject(machine);

        Shell shell = com2.login("root", PASSWORD, Limits.HOST_BOOT);
        check(shell);
        String identity = said(shell, "cat /etc/machine-id");
        shell.run("sync", Limits.COMMAND);

        machine.qmp().insertCd(iso);
        machine.qmp().reset();
        com2.expect("error: ", Limits.LIVE_BOOT);
        com2.expect("erase-repository", Limits.COMMAND);
        com2.expect("Booting the host from its disk", Limits.COMMAND);
        awaitEject(machine);
        shell = com2.login("root", PASSWORD, Limits.HOST_BOOT);
        assertThat(said(shell, "cat /etc/machine-id")).isEqualTo(identity);
        List<String> results = server.requests().stream()
                .filter(request -> request.path().equals("/installed"))
                .map(request -> JsonParser.parseString(request.body())
                        .getAsJsonObject()
                        .get("result")
                        .getAsString())
                .toList();
        assertThat(results).containsExactly("installed", "refused");
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
    }

    /** QEMU closes an open drive at a reset. What is ejected from a management controller's drive is gone from it. */
    private static void awaitEject(Machine machine) {
        machine.qmp().awaitEvent("DEVICE_TRAY_MOVED", Limits.SHUTDOWN);
        machine.qmp().ejectCd();
    }

    private static void check(Shell shell) {
        assertThat(said(shell, "systemctl is-system-running --wait")).isEqualTo("running");
        assertThat(said(shell, "xl info | grep ^xen_commandline")).contains("console=com2,vga", "com2=115200,8n1");
        assertThat(said(shell, "cat /proc/cmdline"))
                .contains("nomodeset", "console=hvc0")
                .doesNotContain("domzero.answers", "init_on_alloc", "ttyS0");
        assertThat(said(shell, "cat /root/script-was-here")).isNotEmpty();
        assertThat(said(shell, "grep -c 'the rack says hello' /var/log/domzero/install.log"))
                .isEqualTo("1");
        assertThat(said(shell, "cat /proc/net/bonding/bond0"))
                .contains("fault-tolerance (active-backup)", "52:54:00:12:34:11", "52:54:00:12:34:12");
        assertThat(said(shell, "cat /sys/class/net/xenbr0/address")).isEqualTo("52:54:00:12:34:11");
        assertThat(said(shell, "ip -br -4 addr show xenbr0")).contains("10.0.2.");
        assertThat(said(shell, "lsblk -nro PARTLABEL /dev/vda")).contains("domzero-a");
        assertThat(said(shell, "lsblk -nro PARTLABEL /dev/vdb")).isEmpty();

        shell.run("cd /root && domzero bundle --output bundle.tar.gz", Limits.COMMAND)
                .orFail();
        assertThat(said(shell, "mkdir b && tar -C b -xzf bundle.tar.gz && ls -R b | tr '\\n' ' '"))
                .contains("install.log", "bundle.txt");
        String secrets = "-e " + PASSWORD + " -e \"$(awk -F: '$1==\"root\"{print $2}' /etc/shadow)\"";
        assertThat(said(shell, "grep -rlF " + secrets + " b /var/log /tmp | wc -l"))
                .isEqualTo("0");
    }
}
