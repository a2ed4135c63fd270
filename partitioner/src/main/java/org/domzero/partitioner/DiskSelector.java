package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Glob;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that a disk has to meet, all of them; one that is null is met by every disk.
 *
 * @param path the kernel's path or any link to the disk, as {@code /dev/disk/by-id/…}
 * @param serial the whole serial number
 * @param wwn the whole World Wide Name; case does not matter, nor whether it begins with 0x
 * @param model a {@link Glob} for the whole model
 * @param transport {@code sata}, {@code nvme} …, see {@link Disk#transport()}
 * @param pick which one to take where several disks meet the conditions
 */
public record DiskSelector(
        @Nullable String path,
        @Nullable String serial,
        @Nullable String wwn,
        @Nullable String model,
        @Nullable ByteSize minSize,
        @Nullable ByteSize maxSize,
        @Nullable String transport,
        @Nullable Pick pick) {
    /** Which of several disks to take. */
    public enum Pick {
        SMALLEST,
        LARGEST
    }

    public static DiskSelector byPath(String path) {
        return new DiskSelector(path, null, null, null, null, null, null, null);
    }

    /** Whether a path is its only condition. */
    public boolean isPathOnly() {
        return path != null && equals(byPath(path));
    }

    /** Whether the disk meets every condition; {@link #pick} is none. */
    public boolean matches(Disk disk) {
        return (path == null || disk.path().equals(path) || disk.links().contains(path))
                && (serial == null || serial.equals(disk.serial()))
                && (wwn == null || (disk.wwn() != null && bare(wwn).equals(bare(disk.wwn()))))
                && (model == null || (disk.model() != null && new Glob(model).matches(disk.model())))
                && (minSize == null || disk.size().compareTo(minSize) >= 0)
                && (maxSize == null || disk.size().compareTo(maxSize) <= 0)
                && (transport == null || transport.equalsIgnoreCase(disk.transport()));
    }

    private static String bare(String wwn) {
        return wwn.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    }

    /** The conditions in one line: {@code model INTEL*, at least 100 GiB, the smallest}. */
    public String describe() {
        List<String> conditions = new ArrayList<>();
        add(conditions, "path", path);
        add(conditions, "serial", serial);
        add(conditions, "wwn", wwn);
        add(conditions, "model", model);
        add(conditions, "at least", minSize);
        add(conditions, "at most", maxSize);
        add(conditions, "transport", transport);
        add(conditions, "the", pick == null ? null : pick.name().toLowerCase(Locale.ROOT));
        return conditions.isEmpty() ? "any disk" : String.join(", ", conditions);
    }

    private static void add(List<String> conditions, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(name + " " + value);
        }
    }
}
