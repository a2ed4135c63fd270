package org.domzero.tests.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** QEMU's command line for a machine; the options are those of QEMU 7.2's qemu(1). */
final class QemuCommandLine {
    /** The device of the CD drive, for the monitor's commands. */
    static final String CDROM = "cdrom";

    private final List<String> argv = new ArrayList<>(List.of("qemu-system-x86_64"));
    private final MachineSpec spec;
    private final MachineFiles files;
    private int bootIndex;
    private boolean hasUsb;

    private QemuCommandLine(MachineSpec spec, MachineFiles files) {
        this.spec = spec;
        this.files = files;
    }

    static List<String> of(MachineSpec spec, MachineFiles files) {
        return new QemuCommandLine(spec, files).build();
    }

    private List<String> build() {
        add("-name", spec.name());
        add("-nodefaults");
        add("-accel", "tcg,thread=multi");
        add("-machine", "q35");
        add("-cpu", MachineSpec.CPU);
        add("-smp", String.valueOf(spec.cpus()));
        add("-m", String.valueOf(spec.memory().mebibytes()));
        add("-rtc", "base=utc");
        add("-display", "none");
        add("-vga", "std");
        // Without it the firmware goes on to devices the boot order does not name.
        add("-boot", "strict=on");
        if (!spec.reboots()) {
            add("-no-reboot");
        }
        addMonitor();
        for (int port = 0; port < spec.serialPorts(); port++) {
            add("-chardev", "socket,id=serial" + port + ",path=" + value(files.serialSocket(port)) + ",server=off");
            add("-serial", "chardev:serial" + port);
        }
        addBootable();
        // After the disks, because a snapshot's memory goes into the first image that can hold it.
        addFirmware();
        argv.addAll(spec.extraArguments());
        return List.copyOf(argv);
    }

    private void addFirmware() {
        if (spec.firmware() == Firmware.UEFI) {
            Path code = Objects.requireNonNull(files.firmwareCode(), "a UEFI machine needs its firmware");
            add("-drive", "if=pflash,unit=0,format=raw,readonly=on,file=" + value(code));
            add("-drive", "if=pflash,unit=1,format=qcow2,file=" + value(files.variables()));
        }
    }

    private void addMonitor() {
        add("-chardev", "socket,id=qmp,path=" + value(files.qmpSocket()) + ",server=off");
        add("-mon", "chardev=qmp,mode=control");
    }

    /** Devices come in the boot order, which numbers them; then those that are not booted from. */
    private void addBootable() {
        Set<BootSource> done = new HashSet<>();
        for (BootSource source : spec.bootOrder()) {
            if (done.add(source)) {
                addDevices(source, true);
            }
        }
        for (BootSource source : BootSource.values()) {
            if (done.add(source)) {
                addDevices(source, false);
            }
        }
    }

    private void addDevices(BootSource source, boolean booted) {
        switch (source) {
            case MEDIUM -> addMedium(booted);
            case DISK -> addDisks(booted);
            case NETWORK -> addNics(booted);
        }
    }

    private void addMedium(boolean booted) {
        Medium medium = spec.medium();
        if (medium == null) {
            return;
        }
        String file = ",format=raw,readonly=on,file=" + value(medium.iso());
        switch (medium.kind()) {
            case CDROM -> {
                add("-drive", "if=none,id=medium,media=cdrom" + file);
                add("-device", "ide-cd,id=" + CDROM + ",drive=medium" + bootIndex(booted));
            }
            case USB_STICK -> {
                add("-drive", "if=none,id=medium" + file);
                addUsb();
                add("-device", "usb-storage,id=stick,bus=usb.0,drive=medium,removable=on" + bootIndex(booted));
            }
        }
    }

    private void addDisks(boolean booted) {
        int number = 0;
        // Each of the controller's ports is a bus for one drive; a CD takes the first.
        int sata = 1;
        for (Disk disk : spec.disks()) {
            String drive = "disk" + number++;
            add(
                    "-drive",
                    "if=none,id=" + drive + ",format=" + disk.format().qemuName()
                            + (disk.readOnly() ? ",readonly=on" : "")
                            + file(disk));
            if (disk.bus() == Disk.Bus.USB) {
                addUsb();
            }
            String port = disk.bus() == Disk.Bus.SATA ? ",bus=ide." + sata++ : "";
            String serial = serial(disk, drive);
            add(
                    "-device",
                    disk.bus().device() + port + ",drive=" + drive + (serial.isEmpty() ? "" : ",serial=" + serial)
                            + bootIndex(booted));
        }
    }

    /** One controller for all sticks. */
    private void addUsb() {
        if (!hasUsb) {
            hasUsb = true;
            add("-device", "qemu-xhci,id=usb");
        }
    }

    /** QEMU's blkdebug driver, between the format and the file, is what makes sectors bad. */
    private static String file(Disk disk) {
        if (!disk.hasErrors()) {
            return ",file=" + value(disk.image());
        }
        StringBuilder file =
                new StringBuilder(",werror=report,rerror=report,file.driver=blkdebug,file.image.driver=file");
        file.append(",file.image.filename=").append(value(disk.image()));
        int number = 0;
        for (long sector : disk.badSectors()) {
            addError(file, number++, "write", sector);
        }
        for (long sector : disk.unreadable()) {
            addError(file, number++, "read", sector);
        }
        return file.toString();
    }

    private static void addError(StringBuilder file, int number, String access, long sector) {
        String rule = ",file.inject-error." + number;
        file.append(rule)
                .append(".event=none")
                .append(rule)
                .append(".iotype=")
                .append(access)
                .append(rule)
                .append(".sector=")
                .append(sector)
                .append(rule)
                .append(".errno=5");
    }

    private static String serial(Disk disk, String drive) {
        String serial = disk.serial();
        if (serial != null) {
            return serial;
        }
        // QEMU refuses an NVMe disk without one.
        return disk.bus() == Disk.Bus.NVME ? drive : "";
    }

    private void addNics(boolean booted) {
        int number = 0;
        for (Nic nic : spec.nics()) {
            String network = "net" + number++;
            add("-netdev", netdev(nic.wire(), network));
            // The card's ROM is its PXE; it costs time at every boot.
            add(
                    "-device",
                    "virtio-net-pci,netdev=" + network + ",mac=" + nic.mac() + speed(nic.wire())
                            + (nic.slot() == null ? "" : String.format(Locale.ROOT, ",addr=0x%x", nic.slot()))
                            + (booted ? bootIndex(true) : ",romfile="));
        }
    }

    private static String netdev(Wire wire, String id) {
        if (wire instanceof Wire.SwitchPort port) {
            return "stream,id=" + id + ",server=off,addr.type=unix,addr.path=" + value(port.socket());
        }
        StringBuilder netdev = new StringBuilder("user,id=" + id);
        for (Wire.Forward forward : ((Wire.UserMode) wire).forwards()) {
            netdev.append(",hostfwd=tcp:127.0.0.1:")
                    .append(forward.hostPort())
                    .append("-:")
                    .append(forward.guestPort());
        }
        return netdev.toString();
    }

    /** Linux takes a link of unknown speed or duplex, which is what a virtio card has by itself, into no LACP bond. */
    private static String speed(Wire wire) {
        return wire instanceof Wire.SwitchPort ? ",speed=1000,duplex=full" : "";
    }

    private String bootIndex(boolean booted) {
        return booted ? ",bootindex=" + bootIndex++ : "";
    }

    /** A comma ends a value unless it is doubled. */
    private static String value(Path path) {
        return path.toString().replace(",", ",,");
    }

    private void add(String... arguments) {
        argv.addAll(List.of(arguments));
    }
}
