package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.domzero.bootloader.efi.FirmwareEntries;
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

/**
 * A host whose boot partition and boot code are gone, made bootable again from the ISO. By UEFI the firmware has lost
 * what it knew of the host, too.
 */
public final class BootRepair implements Scenario {
    private static final String DESTROY = """
            set -e
            disk=%s
            wipefs -q -a ${disk}1
            dd if=/dev/zero of=${disk}1 bs=1M count=8 conv=fsync status=none
            dd if=/dev/zero of=$disk bs=440 count=1 conv=notrunc,fsync status=none
            sfdisk -q --part-attrs $disk 1 ''
            udevadm settle
            """;
    /** A digest of each slot; what is empty, most of both, is only looked at. */
    private static final String SLOTS = """
            python3 -c '
            import hashlib
            nothing = bytes(1 << 20)
            for slot in "%1$s2", "%1$s3":
                digest = hashlib.sha256()
                with open(slot, "rb") as blocks:
                    for number, block in enumerate(iter(lambda: blocks.read(1 << 20), b"")):
                        if block != nothing:
                            digest.update(str(number).encode() + block)
                print(slot, digest.hexdigest())
            '
            """;

    private final Firmware firmware;

    public BootRepair(Firmware firmware) {
        this.firmware = firmware;
    }

    @Override
    public String name() {
        return "boot-repair-" + firmware.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "boot partition and boot code wiped: 'domzero repair' from the ISO makes the host boot by " + firmware;
    }

    @Override
    public Set<String> needs() {
        return firmware == Firmware.BIOS
                ? Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK)
                : Set.of(UefiInstall.DISK);
    }

    private static MachineSpec installedByBios(Lab lab) {
        Path system = lab.createOverlay("system", lab.product(BiosInstall.SYSTEM_DISK));
        Path repository = lab.createOverlay("repository", lab.product(BiosInstall.REPOSITORY_DISK));
        return MachineSpec.named("server")
                .withDisk(Disk.qcow2(system).withSerial("SYSTEM1"))
                .withDisk(Disk.qcow2(repository).withSerial("REPO1"))
                .withNic(Nic.user("52:54:00:12:34:01"));
    }

    private static MachineSpec installedByUefi(Lab lab) {
        Path system = lab.createOverlay("system", lab.product(UefiInstall.DISK));
        return MachineSpec.named("server")
                .withFirmware(Firmware.UEFI)
                .withDisk(Disk.qcow2(system).withBus(Disk.Bus.SATA))
                .withNic(Nic.user("52:54:00:12:34:02"));
    }

    @Override
    public void run(Lab lab) {
        boolean uefi = firmware == Firmware.UEFI;
        MachineSpec server = uefi ? installedByUefi(lab) : installedByBios(lab);
        String disk = uefi ? "/dev/sda" : "/dev/vda";
        String digests = SLOTS.formatted(disk);
        Path iso = Iso.withKernelOptions(lab, "domzero.mode=rescue console=ttyS0,115200n8");
        Machine rescue =
                lab.start(server.withName("rescue").withMedium(uefi ? Medium.usbStick(iso) : Medium.cdrom(iso)));
        rescue.serial().expect("root@domzero-live", Limits.LIVE_BOOT);
        Shell shell = rescue.serial().shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        shell.runScript(DESTROY.formatted(disk), Limits.COMMAND).orFail();
        String slots = said(shell, digests);

        assertThat(shell.run("domzero repair < /dev/null", Limits.COMMAND).status())
                .isEqualTo(2);
        assertThat(shell.run("domzero repair --plan", Limits.COMMAND).orFail()).contains(disk + "1", "Extlinux");
        assertThat(said(shell, "head -c 1M " + disk + "1 | tr -d '\\0' | wc -c"))
                .as("a plan writes nothing")
                .isEqualTo("0");
        shell.run("domzero repair --yes", Limits.INSTALL).orFail();
        assertThat(said(shell, digests)).as("both slots").isEqualTo(slots);
        if (uefi) {
            assertThat(said(shell, "efibootmgr")).contains(FirmwareEntries.LABEL);
        }
        assertThat(said(shell, "dmsetup ls")).isEqualTo("No devices found");
        shell.run("poweroff", Limits.COMMAND);
        rescue.awaitPowerOff(Limits.SHUTDOWN);
        rescue.close();

        MachineSpec repaired = server.withName("host").withBootOrder(BootSource.DISK);
        Machine host = lab.start(uefi ? repaired.withVariables(rescue.variables()) : repaired);
        Shell again = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        InstalledHost.check(again, "a");
        assertThat(said(again, "domzero boot update")).contains("slot A boots generation");
        again.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
    }
}
