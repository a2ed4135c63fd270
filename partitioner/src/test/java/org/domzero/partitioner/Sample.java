package org.domzero.partitioner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.domzero.toolkit.ByteSize;

/** Machines from the files beside this class, and disks made up for a test. */
final class Sample {
    static final String REPOSITORY = "0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10";
    static final String GROUP_UUID = "cvQX1d-eLaQ-CNIx-J7Yw-UB5F-0CvM-LYaYQm";

    private Sample() {}

    static String text(String name) {
        try (InputStream in = Sample.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two blank virtio disks; the installer runs from a CD. */
    static List<Disk> virtio() {
        return Disks.parse(
                text("virtio-2.41.lsblk.json"),
                "",
                text("virtio.links"),
                Map.of("/dev/vda", Look.BLANK, "/dev/vdb", Look.BLANK));
    }

    /** A domzero host on two NVMe disks. */
    static List<Disk> nvme() {
        return Disks.parse(text("nvme-2.41.lsblk.json"), text("nvme.pvs.json"), text("nvme.links"), Map.of());
    }

    /** Two SATA disks with an old RAID 1, LVM on it. */
    static List<Disk> raid() {
        return Disks.parse(text("raid-2.41.lsblk.json"), text("raid.pvs.json"), text("raid.links"), Map.of());
    }

    /** A blank SSD, the USB stick the installer runs from, a large 4Kn disk that is a physical volume as a whole. */
    static List<Disk> usb() {
        return Disks.parse(
                text("usb-2.41.lsblk.json"), text("usb.pvs.json"), text("usb.links"), Map.of("/dev/sda", Look.BLANK));
    }

    static Disk disk(String path, ByteSize size, DiskContent... contents) {
        return new Disk(
                path,
                size,
                "Model",
                "serial-" + path,
                null,
                "sata",
                false,
                false,
                false,
                512,
                List.of(),
                List.of(contents));
    }

    static Disk withContents(Disk disk, DiskContent... contents) {
        return new Disk(
                disk.path(),
                disk.size(),
                disk.model(),
                disk.serial(),
                disk.wwn(),
                disk.transport(),
                disk.rotational(),
                disk.removable(),
                disk.readOnly(),
                disk.logicalSectorSize(),
                disk.links(),
                List.of(contents));
    }

    static DiskContent table(String disk) {
        return new DiskContent(disk, DiskContent.Layer.DISK, new Format.PartitionTable("gpt"), null, List.of());
    }

    static DiskContent partition(String device, Format format, String... mountPoints) {
        return new DiskContent(device, DiskContent.Layer.PARTITION, format, null, List.of(mountPoints));
    }

    static Format physicalVolume(String group, String groupUuid) {
        return new Format.PhysicalVolume(group, groupUuid);
    }

    /** A disk of {@code count} filesystems. */
    static Disk crowded(int count) {
        List<DiskContent> contents = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            contents.add(partition("/dev/sda" + number, new Format.Filesystem("ext4", null, null)));
        }
        return disk("/dev/sda", ByteSize.gibibytes(100), contents.toArray(new DiskContent[0]));
    }
}
