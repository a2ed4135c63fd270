package org.domzero.partitioner;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.JsonMembers;
import org.jspecify.annotations.Nullable;

/**
 * A disk as the kernel and udev know it.
 *
 * @param path the kernel's path, {@code /dev/sda}; may be another after the next boot
 * @param model as the disk says it, without surrounding blanks
 * @param wwn World Wide Name, {@code 0x5000c500a1b2c3d0} or {@code eui.…}
 * @param transport {@code sata}, {@code sas}, {@code nvme}, {@code usb}, {@code virtio} …
 * @param removable the medium can be taken out; says little about USB disks
 * @param logicalSectorSize in bytes: 512 or 4096
 * @param links other paths of it: {@code /dev/disk/by-id/…}, {@code /dev/disk/by-path/…}
 * @param contents what is on it, outermost first; empty for an empty disk
 */
public record Disk(
        String path,
        ByteSize size,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String wwn,
        @Nullable String transport,
        boolean rotational,
        boolean removable,
        boolean readOnly,
        int logicalSectorSize,
        List<String> links,
        List<DiskContent> contents) {
    private static final int SHOWN_CONTENTS = 8;

    public Disk {
        links = List.copyOf(links);
        contents = List.copyOf(contents);
    }

    /** The kernel's path of a partition: {@code /dev/sda1}, {@code /dev/nvme0n1p1}. */
    public static String partitionDevice(String diskPath, int number) {
        boolean endsWithDigit = Character.isDigit(diskPath.charAt(diskPath.length() - 1));
        return diskPath + (endsWithDigit ? "p" : "") + number;
    }

    /** Whether {@code device} is this disk, by its path or a link, or something on it. */
    public boolean hasDevice(String device) {
        return path.equals(device)
                || links.contains(device)
                || contents.stream().anyMatch(content -> content.device().equals(device));
    }

    /** Whether there is anything on it that could be lost. A partition table is nothing, as its partitions are contents. */
    public boolean holdsData() {
        return contents.stream().anyMatch(content -> !(content.format() instanceof Format.PartitionTable));
    }

    /** The storage repositories of which a physical volume is on this disk. */
    public List<StorageRepository> repositories() {
        return physicalVolumes()
                .map(Format.PhysicalVolume::group)
                .flatMap(Stream::ofNullable)
                .map(StorageRepository::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    Stream<Format.PhysicalVolume> physicalVolumes() {
        return contents.stream()
                .map(DiskContent::format)
                .filter(Format.PhysicalVolume.class::isInstance)
                .map(Format.PhysicalVolume.class::cast);
    }

    /** {@code /dev/sda (447.1 GiB, INTEL SSDSC2KB48, serial PHYF1234)}, without what is not known. */
    public String describe() {
        List<String> known = new ArrayList<>();
        known.add(size.toString());
        if (model != null) {
            known.add(model);
        }
        if (serial != null) {
            known.add("serial " + serial);
        }
        return path + " (" + String.join(", ", known) + ")";
    }

    /** What is on it in one line: {@code gpt partition table, /dev/sda1 vfat "EFI SYS", …}; empty for an empty disk. */
    public String describeContents() {
        List<String> shown = new ArrayList<>(contents.stream()
                .limit(SHOWN_CONTENTS)
                .map(DiskContent::describe)
                .toList());
        if (contents.size() > SHOWN_CONTENTS) {
            shown.add(contents.size() - SHOWN_CONTENTS + " more");
        }
        return String.join(", ", shown);
    }

    /** As {@code domzero probe --json} shows it; sizes are in bytes, what is not known is left out. */
    public JsonObject toJson() {
        return DiskJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException when it is not that; the message is fit for a user
     */
    public static Disk fromJson(JsonMembers json) {
        return DiskJson.read(json);
    }
}
