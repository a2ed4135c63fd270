package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.BootSource;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;

/** From the CD onto two disks by BIOS, unattended, in 1 GiB of memory; then the host from its disks. */
public final class BiosInstall implements Scenario {
    /** Both disks as the install left them. */
    static final String SYSTEM_DISK = "bios-system-disk";

    static final String REPOSITORY_DISK = "bios-repository-disk";
    static final String PASSWORD = "Ten-minutes-2-Xen";

    private static final String ANSWERS = """
            version = 1

            [host]
            hostname = "xen01.example.org"
            timezone = "Europe/Berlin"
            keymap = "de(nodeadkeys)"
            root-password = "%s"
            ntp-servers = ["ntp.example.org"]

            [storage]
            system-disk = { serial = "SYSTEM1" }
            repository-disks = [{ serial = "REPO1" }]
            """.formatted(PASSWORD);

    @Override
    public String name() {
        return "bios-install";
    }

    @Override
    public String description() {
        return "from the CD by BIOS onto two disks in 1 GiB, then the host boots from them";
    }

    @Override
    public boolean gate() {
        return true;
    }

    @Override
    public Set<String> provides() {
        return Set.of(SYSTEM_DISK, REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path system = lab.createDisk("system", ByteSize.gibibytes(20));
        Path repository = lab.createDisk("repository", ByteSize.gibibytes(8));
        MachineSpec server = MachineSpec.named("server")
                .withDisk(Disk.qcow2(system).withSerial("SYSTEM1"))
                .withDisk(Disk.qcow2(repository).withSerial("REPO1"))
                .withNic(Nic.user("52:54:00:12:34:01"));

        Machine installing = lab.start(server.withName("installing")
                .withMemory(ByteSize.gibibytes(1))
                .withMedium(Medium.cdrom(Iso.withAnswers(lab, ANSWERS)))
                .withoutReboot());
        watch(installing);
        installing.close();
        lab.publish(SYSTEM_DISK, system);
        lab.publish(REPOSITORY_DISK, repository);

        Path systemOverlay = lab.createOverlay("system-booted", system);
        Path repositoryOverlay = lab.createOverlay("repository-booted", repository);
        Machine host = lab.start(server.withName("host")
                .withDisks(List.of(
                        Disk.qcow2(systemOverlay).withSerial("SYSTEM1"),
                        Disk.qcow2(repositoryOverlay).withSerial("REPO1")))
                .withBootOrder(BootSource.DISK));
        Shell shell = host.serial().login("root", PASSWORD, Limits.HOST_BOOT);
        InstalledHost.check(shell, "a");
        assertThat(said(shell, "hostname -f")).isEqualTo("xen01.example.org");
        assertThat(said(shell, "readlink /etc/localtime")).isEqualTo("/usr/share/zoneinfo/Europe/Berlin");
        assertThat(said(shell, "grep XKB /etc/default/keyboard"))
                .contains("XKBLAYOUT=\"de\"", "XKBVARIANT=\"nodeadkeys\"");
        assertThat(said(shell, "pvs --noheadings -o pv_name | wc -l")).isEqualTo("2");
        assertThat(said(shell, "ip -br -4 addr show xenbr0")).contains("10.0.2.");
        assertThat(said(shell, "cat /sys/class/net/xenbr0/address")).isEqualTo("52:54:00:12:34:01");
        // It was given in plain text: nowhere may it have been kept.
        assertThat(said(shell, "grep -rl Ten-minutes /etc /var /root | wc -l")).isEqualTo("0");
        assertThat(said(shell, "grep -c root-password-hash /etc/domzero/answers.toml"))
                .isEqualTo("1");
        shell.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
    }

    /** A machine with overlays of the two disks that this leaves, to boot the installed host from. */
    static MachineSpec installedHost(Lab lab) {
        return MachineSpec.named("host")
                .withDisk(Disk.qcow2(lab.createOverlay("system", lab.product(SYSTEM_DISK)))
                        .withSerial("SYSTEM1"))
                .withDisk(Disk.qcow2(lab.createOverlay("repository", lab.product(REPOSITORY_DISK)))
                        .withSerial("REPO1"))
                .withBootOrder(BootSource.DISK);
    }

    /** Follows an install on the serial line to its end, which has to be a reboot. */
    static void watch(Machine installing) {
        installing.serial().expect("answers: ", Limits.LIVE_BOOT);
        installing
                .serial()
                .expectAny(
                        List.of(
                                Pattern.compile("installed; next: reboot"),
                                Pattern.compile("(?s)error: .{0,2000}hint: .*\n")),
                        Limits.INSTALL);
        installing.awaitPowerOff(Limits.SHUTDOWN);
    }
}
