package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineSpecTest {
    private static final MachineFiles FILES = new MachineFiles(
            Path.of("/run/lab"), Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd"), Path.of("/lab/m/variables.qcow2"));

    @Test
    void bootsACdBeforeTheDisksOnBios() {
        MachineSpec spec = MachineSpec.named("bios")
                .withMedium(Medium.cdrom(Path.of("/lab/domzero.iso")))
                .withDisk(Disk.qcow2(Path.of("/lab/system.qcow2")).withSerial("SYSTEM"))
                .withDisk(Disk.raw(Path.of("/lab/answers,v2.img")).asReadOnly())
                .withNic(Nic.user("52:54:00:12:34:56").withForward(2222, 22));
        assertGolden("machine-bios.txt", spec);
    }

    @Test
    void bootsTheDisksBeforeAStickOnUefi() {
        MachineSpec spec = MachineSpec.named("uefi")
                .withFirmware(Firmware.UEFI)
                .withMemory(ByteSize.gibibytes(4))
                .withCpus(1)
                .withMedium(Medium.usbStick(Path.of("/lab/domzero.iso")))
                .withDisk(Disk.qcow2(Path.of("/lab/a.qcow2")).withBus(Disk.Bus.NVME))
                .withDisk(Disk.qcow2(Path.of("/lab/b.qcow2")).withBus(Disk.Bus.SATA))
                .withNic(Nic.user("52:54:00:12:34:56"))
                .withNic(Nic.user("52:54:00:12:34:57"))
                .withBootOrder(BootSource.DISK, BootSource.MEDIUM, BootSource.NETWORK)
                .withSerialPorts(2)
                .withoutReboot()
                .withArguments("-device", "i6300esb");
        assertGolden("machine-uefi.txt", spec);
    }

    @Test
    void doesNotBootFromWhatTheBootOrderLeavesOut() {
        MachineSpec spec = MachineSpec.named("disk-only")
                .withMedium(Medium.cdrom(Path.of("/lab/domzero.iso")))
                .withDisk(Disk.qcow2(Path.of("/lab/system.qcow2")))
                .withBootOrder(BootSource.DISK);
        assertThat(spec.commandLine(FILES))
                .contains("virtio-blk-pci,drive=disk0,bootindex=0", "ide-cd,id=cdrom,drive=medium");
    }

    @Test
    void hasOneControllerForAllSticks() {
        MachineSpec spec = MachineSpec.named("sticks")
                .withMedium(Medium.usbStick(Path.of("/lab/domzero.iso")))
                .withDisk(Disk.raw(Path.of("/lab/answers.img")).withBus(Disk.Bus.USB));
        assertThat(spec.commandLine(FILES))
                .containsOnlyOnce("qemu-xhci,id=usb")
                .containsSubsequence(
                        "qemu-xhci,id=usb",
                        "usb-storage,id=stick,bus=usb.0,drive=medium,removable=on,bootindex=0",
                        "usb-storage,bus=usb.0,removable=on,drive=disk0,bootindex=1");
        assertThat(spec.withMedium(Medium.cdrom(Path.of("/lab/domzero.iso"))).commandLine(FILES))
                .containsOnlyOnce("qemu-xhci,id=usb");
    }

    @Test
    void putsACardIntoTheSlotItIsToBeIn() {
        MachineSpec spec = MachineSpec.named("slots")
                .withNic(Nic.user("52:54:00:12:34:56").inSlot(16).withForward(2222, 22))
                .withNic(Nic.user("52:54:00:12:34:57"));
        assertThat(spec.commandLine(FILES))
                .contains(
                        "virtio-net-pci,netdev=net0,mac=52:54:00:12:34:56,addr=0x10,romfile=",
                        "virtio-net-pci,netdev=net1,mac=52:54:00:12:34:57,romfile=");
    }

    @Test
    void keepsTheVariablesItIsGivenOnUefi() {
        MachineSpec spec = MachineSpec.named("again").withVariables(Path.of("/lab/before.qcow2"));
        assertThat(spec.firmware()).isEqualTo(Firmware.UEFI);
        assertThat(spec.variables()).isEqualTo(Path.of("/lab/before.qcow2"));
    }

    @Test
    void tellsThePortThatLeadsToSsh() {
        assertThat(Nic.user("52:54:00:12:34:56")
                        .withForward(8080, 80)
                        .withForward(2222, 22)
                        .sshPort())
                .isEqualTo(2222);
        assertThat(Nic.user("52:54:00:12:34:56").withSsh().sshPort()).isBetween(1024, 65535);
    }

    @Test
    void connectsACardToASwitch() {
        Wire.SwitchPort port = new Wire.SwitchPort(Path.of("/run/lab,2/port1"));
        MachineSpec spec = MachineSpec.named("cabled").withNic(Nic.cabled("52:54:00:12:34:56", port));
        assertThat(spec.commandLine(FILES))
                .contains(
                        "stream,id=net0,server=off,addr.type=unix,addr.path=/run/lab,,2/port1",
                        "virtio-net-pci,netdev=net0,mac=52:54:00:12:34:56,speed=1000,duplex=full,romfile=");
        assertThatThrownBy(() -> Nic.cabled("52:54:00:12:34:56", port).withForward(2222, 22))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("only QEMU's user-mode network leads ports of this machine into the guest");
    }

    @Test
    void takesTheFirstFirmwareThatIsComplete(@TempDir Path folder) throws Exception {
        List<UefiFirmware> candidates =
                List.of(UefiFirmware.in(folder.toString(), "_4M.fd"), UefiFirmware.in(folder.toString(), ".fd"));
        Files.createFile(folder.resolve("OVMF_CODE_4M.fd"));
        Files.createFile(folder.resolve("OVMF_CODE.fd"));
        Files.createFile(folder.resolve("OVMF_VARS.fd"));
        assertThat(UefiFirmware.find(candidates)).isEqualTo(candidates.get(1));
    }

    @Test
    void namesThePackageWhenThereIsNoFirmware() {
        List<UefiFirmware> candidates = List.of(UefiFirmware.in("/none", "_4M.fd"), UefiFirmware.in("/none", ".fd"));
        assertThatThrownBy(() -> UefiFirmware.find(candidates))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.render())
                                .isEqualTo("error: no UEFI firmware for QEMU here; looked for /none/OVMF_CODE_4M.fd and"
                                        + " /none/OVMF_CODE.fd\n"
                                        + "  hint: install the package ovmf"));
    }

    /** One option with its value per line. */
    private static void assertGolden(String name, MachineSpec spec) {
        String text = String.join(" ", spec.commandLine(FILES)).replace(" -", "\n-") + "\n";
        Golden.assertMatches(name, text);
    }
}
