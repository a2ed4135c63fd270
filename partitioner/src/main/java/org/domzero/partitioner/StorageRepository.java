package org.domzero.partitioner;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A storage repository: the LVM group that holds guests' disks.
 *
 * @param uuid the repository's own uuid, part of the group's name; not LVM's uuid of the group
 */
public record StorageRepository(UUID uuid) {
    private static final String PREFIX = "VG_XenStorage-";
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The repository whose group has this name, if the name is of the form {@code VG_XenStorage-<uuid>}. */
    public static Optional<StorageRepository> parse(String vgName) {
        if (!vgName.startsWith(PREFIX)
                || !UUID_FORM.matcher(vgName.substring(PREFIX.length())).matches()) {
            return Optional.empty();
        }
        return Optional.of(new StorageRepository(
                UUID.fromString(vgName.substring(PREFIX.length()).toLowerCase(Locale.ROOT))));
    }

    /** {@code VG_XenStorage-<uuid>}. */
    public String vgName() {
        return PREFIX + uuid;
    }

    /** The device of a logical volume in the group: {@code /dev/VG_XenStorage-<uuid>/NAME}. */
    public String volumeDevice(String volume) {
        return "/dev/" + vgName() + "/" + volume;
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
