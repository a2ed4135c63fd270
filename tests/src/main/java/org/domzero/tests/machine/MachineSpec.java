package org.domzero.tests.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    /**
     * QEMU's processor. What is left out or put in on top of all that TCG emulates: with SMAP a Xen dom0 dies at its first bounce
     * frame, with XSAVE and RDTSCP its PVH guests do; HVM guests need SVM. Without XSAVE there is no AVX either, which
     * Linux does not expect; with ERMS it clears pages byte by byte, and TCG is slow at that. With AES domzero would clone
     * by code of both of Java's compilers, which change code that runs: TCG with several threads executes halves of both.
     */
    public static final String CPU = "max,-smap,+svm,-xsave,-rdtscp,-avx,-avx2,-erms,-fsrm,-aes";

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
        return changed(draft -> draft.name = newName);
    }

    public MachineSpec withMemory(ByteSize newMemory) {
        return changed(draft -> draft.memory = newMemory);
    }

    public MachineSpec withCpus(int newCpus) {
        return changed(draft -> draft.cpus = newCpus);
    }

    public MachineSpec withFirmware(Firmware newFirmware) {
        return changed(draft -> draft.firmware = newFirmware);
    }

    /** UEFI that remembers what a machine before it wrote to its NVRAM; the file is copied. */
    public MachineSpec withVariables(Path newVariables) {
        return changed(draft -> {
            draft.firmware = Firmware.UEFI;
            draft.variables = newVariables;
        });
    }

    public MachineSpec withMedium(Medium newMedium) {
        return changed(draft -> draft.medium = newMedium);
    }

    /** One disk more, after those it has. */
    public MachineSpec withDisk(Disk disk) {
        return withDisks(append(disks, disk));
    }

    public MachineSpec withDisks(List<Disk> newDisks) {
        return changed(draft -> draft.disks = newDisks);
    }

    /** One network card more, after those it has. */
    public MachineSpec withNic(Nic nic) {
        return changed(draft -> draft.nics = append(nics, nic));
    }

    public MachineSpec withBootOrder(BootSource... newOrder) {
        return changed(draft -> draft.bootOrder = List.of(newOrder));
    }

    public MachineSpec withSerialPorts(int count) {
        return changed(draft -> draft.serialPorts = count);
    }

    /** A reset of the guest ends QEMU, as a power-off does. */
    public MachineSpec withoutReboot() {
        return changed(draft -> draft.reboots = false);
    }

    /** More arguments for QEMU, after those it has. */
    public MachineSpec withArguments(String... arguments) {
        List<String> more = new ArrayList<>(extraArguments);
        more.addAll(List.of(arguments));
        return changed(draft -> draft.extraArguments = more);
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

    private MachineSpec changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toSpec();
    }

    /** A copy whose parts can be set one by one: what Java's records lack. */
    private static final class Draft {
        private String name;
        private ByteSize memory;
        private int cpus;
        private Firmware firmware;
        private @Nullable Path variables;
        private @Nullable Medium medium;
        private List<Disk> disks;
        private List<Nic> nics;
        private List<BootSource> bootOrder;
        private int serialPorts;
        private boolean reboots;
        private List<String> extraArguments;

        Draft(MachineSpec spec) {
            name = spec.name;
            memory = spec.memory;
            cpus = spec.cpus;
            firmware = spec.firmware;
            variables = spec.variables;
            medium = spec.medium;
            disks = spec.disks;
            nics = spec.nics;
            bootOrder = spec.bootOrder;
            serialPorts = spec.serialPorts;
            reboots = spec.reboots;
            extraArguments = spec.extraArguments;
        }

        MachineSpec toSpec() {
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
                    reboots,
                    extraArguments);
        }
    }
}
