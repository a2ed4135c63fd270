package org.domzero.tests.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A machine that could be started.
 *
 * @param name also the name of its folder; letters, digits and hyphens
 * @param memory a multiple of 1 MiB
 * @param variables NVRAM to begin with, left by a machine before ({@link Machine#variables()}); null: a fresh one
 * @param medium the CD or stick in it, if any
 * @param bootOrder what the firmware tries, in this order, and nothing else
 * @param serialPorts how many, 1 to 4
 * @param reboots whether a reset restarts it; else it ends QEMU
 * @param extraArguments put at the end of QEMU's command line
 */
public record MachineSpec(
        String name,
        ByteSize memory,
        int cpus,
        Firmware firmware,
        @Nullable Path variables,
        @Nullable Medium medium,
        List<Disk> disks,
        List<Nic> nics,
        List<BootSource> bootOrder,
        int serialPorts,
        boolean reboots,
        List<String> extraArguments) {
    public MachineSpec {
        if (!name.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for a machine");
        }
        if (serialPorts < 1 || serialPorts > 4) {
            throw new IllegalArgumentException("a PC has 1 to 4 serial ports, not " + serialPorts);
        }
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        bootOrder = List.copyOf(bootOrder);
        extraArguments = List.copyOf(extraArguments);
    }

    /**
     * A machine with BIOS, 2 GiB, two CPUs, one serial port, nothing in it and no network, that tries its medium, then
     * its disks.
     */
    public static MachineSpec named(String name) {
        return new MachineSpec(
                name,
                ByteSize.gibibytes(2),
                2,
                Firmware.BIOS,
                null,
                null,
                List.of(),
                List.of(),
                List.of(BootSource.MEDIUM, BootSource.DISK),
                1,
                true,
                List.of());
    }

    public MachineSpec withName(String newName) {
        return new MachineSpec(
                newName,
                memory,
                cpus,
                firmware,
                variables,
                medium,
                disks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    public MachineSpec withMemory(ByteSize newMemory) {
        return new MachineSpec(
                name,
                newMemory,
                cpus,
                firmware,
                variables,
                medium,
                disks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    public MachineSpec withCpus(int newCpus) {
        return new MachineSpec(
                name,
                memory,
                newCpus,
                firmware,
                variables,
                medium,
                disks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    public MachineSpec withFirmware(Firmware newFirmware) {
        return new MachineSpec(
                name,
                memory,
                cpus,
                newFirmware,
                variables,
                medium,
                disks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    /** UEFI that remembers what a machine before it wrote to its NVRAM; the file is copied. */
    public MachineSpec withVariables(Path newVariables) {
        return new MachineSpec(
                name,
                memory,
                cpus,
                Firmware.UEFI,
                newVariables,
                medium,
                disks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    public MachineSpec withMedium(Medium newMedium) {
        return new MachineSpec(
                name,
                memory,
                cpus,
                firmware,
                variables,
                newMedium,
                disks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    public MachineSpec withoutMedium() {
        return new MachineSpec(
                name,
                memory,
                cpus,
                firmware,
                variables,
                null,
                disks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    /** One disk more, after those it has. */
    public MachineSpec withDisk(Disk disk) {
        return withDisks(append(disks, disk));
    }

    public MachineSpec withDisks(List<Disk> newDisks) {
        return new MachineSpec(
                name,
                memory,
                cpus,
                firmware,
                variables,
                medium,
                newDisks,
                nics,
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    /** One network card more, after those it has. */
    public MachineSpec withNic(Nic nic) {
        return new MachineSpec(
                name,
                memory,
                cpus,
                firmware,
                variables,
                medium,
                disks,
                append(nics, nic),
                bootOrder,
                serialPorts,
                reboots,
                extraArguments);
    }

    public MachineSpec withBootOrder(BootSource... newOrder) {
        return new MachineSpec(
                name,
                memory,
                cpus,
                firmware,
                variables,
                medium,
                disks,
                nics,
                List.of(newOrder),
                serialPorts,
                reboots,
                extraArguments);
    }

    public MachineSpec withSerialPorts(int count) {
        return new MachineSpec(
                name,
                memory,
                cpus,
                firmware,
                variables,
                medium,
                disks,
                nics,
                bootOrder,
                count,
                reboots,
                extraArguments);
    }

    /** A reset of the guest ends QEMU, as a power-off does. */
    public MachineSpec withoutReboot() {
        return new MachineSpec(
                name,
                memory,
                cpus,
                firmware,
                variables,
                medium,
                disks,
                nics,
                bootOrder,
                serialPorts,
                false,
                extraArguments);
    }

    /** More arguments for QEMU, after those it has. */
    public MachineSpec withArguments(String... arguments) {
        List<String> more = new ArrayList<>(extraArguments);
        more.addAll(List.of(arguments));
        return new MachineSpec(
                name, memory, cpus, firmware, variables, medium, disks, nics, bootOrder, serialPorts, reboots, more);
    }

    /** QEMU and its arguments. */
    List<String> commandLine(MachineFiles files) {
        return QemuCommandLine.of(this, files);
    }

    /**
     * Starts it.
     *
     * @param directory its folder, made if need be: holds its logs ({@code serial.log}, {@code serial1.log}, …,
     *     {@code qemu.log}), {@code screenshot.png} and {@code variables.qcow2}. NVRAM found there is kept
     * @throws org.domzero.toolkit.UserError when QEMU or its firmware is not there, or QEMU refuses
     */
    public Machine start(Path directory) {
        return Machine.start(this, directory);
    }

    private static <T> List<T> append(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
