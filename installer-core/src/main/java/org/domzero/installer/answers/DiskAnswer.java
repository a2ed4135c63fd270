package org.domzero.installer.answers;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.domzero.toolkit.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * Which disk is meant, as the answers say it: a disk must meet every condition that is not null, and {@code pick}
 * chooses where several do.
 *
 * @param path a device or a link to one, below {@code /dev/}
 * @param serial the serial number, whole
 * @param wwn the world wide name, whole
 * @param model the model's name, a glob: {@code *} is any text, {@code ?} any character
 * @param minSize at least this large
 * @param maxSize at most this large
 * @param transport one of {@link #TRANSPORTS}
 */
public record DiskAnswer(
        @Nullable String path,
        @Nullable String serial,
        @Nullable String wwn,
        @Nullable String model,
        @Nullable ByteSize minSize,
        @Nullable ByteSize maxSize,
        @Nullable String transport,
        @Nullable Pick pick) {
    /** The names that {@code lsblk} (util-linux) has for transports, in its column TRAN. */
    static final List<String> TRANSPORTS =
            List.of("ata", "fc", "fcoe", "iscsi", "mmc", "nvme", "sas", "sata", "sbp", "spi", "usb", "virtio");

    /** Of several disks that meet the conditions. */
    public enum Pick {
        SMALLEST,
        LARGEST
    }

    public DiskAnswer {
        if (Stream.of(path, serial, wwn, model, minSize, maxSize, transport, pick)
                .allMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a choice of a disk needs at least one condition");
        }
        if (path != null) {
            path = checkedPath(path);
        }
    }

    /** The disk at {@code path}, such as {@code /dev/sda} or {@code /dev/disk/by-id/wwn-0x5000c500a1b2c3d4}. */
    public static DiskAnswer at(String path) {
        return new DiskAnswer(path, null, null, null, null, null, null, null);
    }

    /** Nothing but a path: such a choice is written as a string instead of a table. */
    boolean isPathOnly() {
        return path != null && equals(at(path));
    }

    static String checkedPath(String path) {
        if (path.matches("/dev(/[^/\\s\\p{Cntrl}]+)+") && !path.contains("/../") && !path.endsWith("/..")) {
            return path;
        }
        throw new WrongValue(
                path,
                "is not a path below /dev/",
                path.matches("[a-z]+[0-9a-z]*")
                        ? "is \"/dev/" + path + "\" meant? names below /dev/disk/by-id/ stay the same from boot to boot"
                        : null);
    }
}
