package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Firmware;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.SerialLine;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * A technician with two sticks, one with the medium and one with the answers, at a server without DHCP that starts by
 * UEFI. Both sticks stay in it: QEMU's firmware puts the medium's first again at every start, and still the host comes
 * up, by its entry in the firmware.
 */
public final class VolumeInstall implements Scenario {
    private static final String PASSWORD = "Two-sticks-1-host";
    private static final int SLOT = 16;
    private static final String CARD = "enp0s" + SLOT;
    private static final String WEBHOOK = "/installed";

    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen08.example.org"
            root-password = "%s"
            [network]
            address6 = "auto"
            [storage]
            # Neither of the sticks.
            system-disk = { transport = "sata" }
            [finish]
            webhook = "%s"
            """;

    @Override
    public String name() {
        return "volume-install";
    }

    @Override
    public String description() {
        return "by UEFI from one stick with answers on another, a fixed live address, IPv6, and both sticks left in";
    }

    @Override
    public void run(Lab lab) throws IOException {
        try (WebServer server = WebServer.http()) {
            run(lab, server);
        }
    }

    private static void run(Lab lab, WebServer server) throws IOException {
        Path answers = volume(lab, ANSWERS.formatted(PASSWORD, server.url(WEBHOOK)));
        Path medium = Iso.withKernelOptions(
                lab, "ip=10.0.2.77::" + WebServer.ADDRESS + ":255.255.255.0::" + CARD + ":none:10.0.2.3");
        Machine machine = lab.start(MachineSpec.named("server")
                .withFirmware(Firmware.UEFI)
                .withMedium(Medium.usbStick(medium))
                .withDisk(Disk.qcow2(lab.createDisk("system", ByteSize.gibibytes(16)))
                        .withBus(Disk.Bus.SATA))
                .withDisk(Disk.raw(answers).withBus(Disk.Bus.USB).asReadOnly())
                .withNic(Nic.user("52:54:00:12:34:08").inSlot(SLOT)));
        SerialLine serial = machine.serial();

        awaitAnswers(serial);
        serial.expect("installed; next: reboot", Limits.INSTALL);
        JsonObject told = JsonParser.parseString(
                        server.awaitPost(WEBHOOK, Limits.COMMAND).body())
                .getAsJsonObject();

        awaitAnswers(serial);
        serial.expect("error: ", Limits.INSTALL);
        serial.expect("erase-repository", Limits.COMMAND);
        serial.expect("Booting the host from its disk", Limits.COMMAND);
        List<JsonObject> reports = server.requests().stream()
                .filter(request -> request.path().equals(WEBHOOK))
                .map(request -> JsonParser.parseString(request.body()).getAsJsonObject())
                .toList();
        assertThat(reports)
                .extracting(report -> report.get("result").getAsString())
                .containsExactly("installed", "refused");
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.getAsJsonObject("addresses")
                                .getAsJsonArray("live")
                                .toString())
                        .contains("10.0.2.77/24"));

        Shell shell = serial.login("root", PASSWORD, Limits.HOST_BOOT);
        check(shell, told);
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
    }

    /** A stick as a technician makes it: one FAT without partitions, with the file on top. */
    private static Path volume(Lab lab, String answers) throws IOException {
        Path file = Files.writeString(lab.directory().resolve("answers.toml"), answers);
        Path image = lab.directory().resolve("answers.img");
        String sectors = String.valueOf(ByteSize.mebibytes(64).bytes() / 512);
        lab.commands().run("mformat", "-C", "-i", image.toString(), "-T", sectors, "-v", "DOMZERO", "::");
        lab.commands().run("mcopy", "-i", image.toString(), file.toString(), "::/answers.toml");
        return image;
    }

    private static void awaitAnswers(SerialLine serial) {
        Match found = serial.expect(
                Pattern.compile("answers: answers\\.toml on /dev/sd[a-z], on a volume labelled DOMZERO"),
                Limits.LIVE_BOOT);
        // The initrd has no network drivers: it must not wait for the card that ip= names.
        assertThat(found.before()).doesNotContain("secs for " + CARD);
    }

    private static void check(Shell shell, JsonObject told) {
        InstalledHost.check(shell, "a");
        assertThat(said(shell, "hostname -f")).isEqualTo("xen08.example.org");
        assertThat(said(shell, "cat /proc/cmdline"))
                .as("ip= is the installer's alone")
                .doesNotContain("10.0.2.77");
        assertThat(said(shell, "ip -br -4 addr show xenbr0"))
                .contains("10.0.2.")
                .doesNotContain("10.0.2.77");
        // What QEMU's router advertises, by SLAAC; nothing waits for it.
        shell.run("until ip -br -6 addr show xenbr0 | grep -q fec0::; do sleep 1; done", Limits.COMMAND);
        assertThat(said(shell, "ip -6 route show default")).contains("dev xenbr0");
        // The one that the first run installed, and told of; by the machine-id it would take another boot to tell.
        assertThat(told.getAsJsonArray("sshHostKeys").toString())
                .contains(said(shell, "ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub | cut -d ' ' -f 2"));
        assertThat(said(shell, "efibootmgr"))
                .as("started by its own entry")
                .containsPattern("BootCurrent: (\\p{XDigit}{4})\n(?s:.*)Boot\\1\\* domzero\\b");
    }
}
