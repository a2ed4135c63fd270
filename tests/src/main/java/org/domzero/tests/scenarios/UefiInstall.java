package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.BootSource;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Firmware;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;

/** From a USB stick onto one SATA disk by UEFI, with a fixed address and an SSH key; then the host from its disk. */
public final class UefiInstall implements Scenario {
    static final String DISK = "uefi-disk";

    @Override
    public String name() {
        return "uefi-install";
    }

    @Override
    public String description() {
        return "from a USB stick by UEFI onto a SATA disk, static address, SSH key, then the host boots from it";
    }

    @Override
    public boolean gate() {
        return true;
    }

    @Override
    public Set<String> provides() {
        return Set.of(DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path key = lab.directory().resolve("id_ed25519");
        lab.commands()
                .run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ops@example.org", "-f", key.toString());
        String publicKey =
                Files.readString(lab.directory().resolve("id_ed25519.pub")).strip();
        Path image = lab.createDisk("system", ByteSize.gibibytes(16));
        Nic nic = Nic.user("52:54:00:12:34:02").withSsh();
        MachineSpec server = MachineSpec.named("server")
                .withFirmware(Firmware.UEFI)
                .withDisk(Disk.qcow2(image).withBus(Disk.Bus.SATA))
                .withNic(nic);

        Machine installing = lab.start(server.withName("installing")
                .withMedium(Medium.usbStick(Iso.withAnswers(lab, answers(publicKey))))
                .withoutReboot());
        BiosInstall.watch(installing);
        installing.close();
        lab.publish(DISK, image);

        Path overlay = lab.createOverlay("system-booted", image);
        Machine host = lab.start(server.withName("host")
                .withDisks(List.of(Disk.qcow2(overlay).withBus(Disk.Bus.SATA)))
                .withVariables(installing.variables())
                .withBootOrder(BootSource.DISK));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        InstalledHost.check(shell, "a");
        assertThat(said(shell, "ls -d /sys/firmware/efi")).isEqualTo("/sys/firmware/efi");
        assertThat(said(shell, "ip -br -4 addr show xenbr0")).contains("10.0.2.15/24");
        assertThat(said(shell, "ip route show default")).contains("via 10.0.2.2 dev xenbr0");

        CommandResult overSsh = lab.commands()
                .run(Command.of(
                        "ssh",
                        "-i",
                        key.toString(),
                        "-p",
                        String.valueOf(nic.sshPort()),
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "ConnectTimeout=60",
                        "root@127.0.0.1",
                        "hostname; xl list"));
        assertThat(overSsh.output()).startsWith("xen02\n").contains("Domain-0");
        shell.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
    }

    private static String answers(String publicKey) {
        return """
                version = 1

                [host]
                hostname = "xen02"
                # "%s"
                root-password-hash = "%s"
                ssh-authorized-keys = ["%s"]

                [network]
                interface = "52:54:00:12:34:02"
                # The one that QEMU forwards SSH to.
                address = "10.0.2.15/24"
                gateway = "10.0.2.2"
                dns = ["10.0.2.3"]

                [storage]
                system-disk = "/dev/sda"

                [console]
                serial = "com1,115200,8n1"
                """.formatted(
                        BiosInstall.PASSWORD,
                        // openssl passwd -6 -salt domzero
                        "$6$domzero$t0za2FxcqE2aR/4KI5f6sWLlBM9XQxr9Rul03hLXGg.t46.ezmf8G9ujpCm6wyVA/eCVUzFENz9B0Lw1FK/0q.",
                        publicKey);
    }
}
