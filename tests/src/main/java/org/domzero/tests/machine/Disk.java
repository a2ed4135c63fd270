package org.domzero.tests.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.domzero.toolkit.CommandRunner;
import org.jspecify.annotations.Nullable;

/**
 * A disk of a machine.
 *
 * @param image the file that holds it
 * @param serial its serial number as the guest sees it, at most 20 characters; none when null
 * @param badSectors sectors of 512 bytes that cannot be written; of raw images only
 * @param unreadable sectors of 512 bytes that cannot be read; of raw images only
 */
public record Disk(
        Path image,
        Format format,
        Bus bus,
        @Nullable String serial,
        boolean readOnly,
        List<Long> badSectors,
        List<Long> unreadable) {
    public Disk {
        image = image.toAbsolutePath();
        badSectors = List.copyOf(badSectors);
        unreadable = List.copyOf(unreadable);
        if ((!badSectors.isEmpty() || !unreadable.isEmpty()) && format != Format.RAW) {
            throw new IllegalArgumentException("only a raw image has its sectors where the guest sees them");
        }
    }

    /** A virtio disk in a qcow2 image, writable, without a serial number. */
    public static Disk qcow2(Path image) {
        return new Disk(image, Format.QCOW2, Bus.VIRTIO, null, false, List.of(), List.of());
    }

    /** A virtio disk in a raw image, writable, without a serial number. It keeps the machine from being snapshot. */
    public static Disk raw(Path image) {
        return new Disk(image, Format.RAW, Bus.VIRTIO, null, false, List.of(), List.of());
    }

    /** Makes a qcow2 image that begins as what {@code backing} (qcow2) holds, and leaves that as it is. */
    public static void overlay(Path image, Path backing, CommandRunner commands) {
        commands.run(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                "-b",
                backing.toAbsolutePath().toString(),
                image.toString());
    }

    public Disk withSerial(String newSerial) {
        return new Disk(image, format, bus, newSerial, readOnly, badSectors, unreadable);
    }

    public Disk withBus(Bus newBus) {
        return new Disk(image, format, newBus, serial, readOnly, badSectors, unreadable);
    }

    /** A write-protected one; QEMU knows no such SATA disk. */
    public Disk asReadOnly() {
        return new Disk(image, format, bus, serial, true, badSectors, unreadable);
    }

    /** One that answers a write to any of these sectors with an error, as one that wears out does. */
    public Disk withBadSectors(List<Long> newBadSectors) {
        return new Disk(image, format, bus, serial, readOnly, newBadSectors, unreadable);
    }

    /** One that answers a read of any of these sectors with an error. */
    public Disk withUnreadableSectors(List<Long> sectors) {
        return new Disk(image, format, bus, serial, readOnly, badSectors, sectors);
    }

    boolean hasErrors() {
        return !badSectors.isEmpty() || !unreadable.isEmpty();
    }

    /** How the image file is written. */
    public enum Format {
        RAW,
        QCOW2;

        String qemuName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the disk hangs on, which is also what Linux names it after. */
    public enum Bus {
        /** {@code /dev/vda}. */
        VIRTIO("virtio-blk-pci"),
        /** {@code /dev/sda}, on the board's AHCI controller; at most five of them beside a CD. */
        SATA("ide-hd"),
        /** {@code /dev/nvme0n1}. A machine that has one cannot be snapshot. */
        NVME("nvme"),
        /** {@code /dev/sda} too: a stick, beside the one that may be the medium. */
        USB("usb-storage,bus=usb.0,removable=on");

        private final String device;

        /** @param device QEMU's, with the properties that all disks of the kind have */
        Bus(String device) {
            this.device = device;
        }

        String device() {
            return device;
        }
    }
}
