package org.domzero.guests.storage;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.ByteSize;

/**
 * A guest's disk in a repository: a logical volume, or a sparse file, called {@code vdi-<uuid>}.
 *
 * @param path {@code /dev/VG_XenStorage-<uuid>/vdi-<uuid>} or {@code DIRECTORY/vdi-<uuid>.raw}
 */
public record Volume(UUID uuid, Repository repository, String path, ByteSize size) {
    private static final String PREFIX = "vdi-";
    private static final Pattern LOGICAL = Pattern.compile("/dev/VG_XenStorage-[0-9a-f-]{36}/vdi-([0-9a-f-]{36})");
    private static final Pattern FILE = Pattern.compile("(.*)/vdi-([0-9a-f-]{36})\\.raw");

    /** Where a volume that is to be made will be. */
    public static Volume in(Repository repository, UUID uuid, ByteSize size) {
        String path = repository.kind().isGroup()
                ? repository.group().volumeDevice(PREFIX + uuid)
                : repository.directory() + "/" + PREFIX + uuid + ".raw";
        return new Volume(uuid, repository, path, size);
    }

    /** The uuid in the path of a volume of whatever repository; empty for any other path. */
    public static Optional<UUID> uuidOf(String path) {
        Matcher file = FILE.matcher(path);
        if (file.matches()) {
            return uuid(file.group(2));
        }
        Matcher logical = LOGICAL.matcher(path);
        return logical.matches() ? uuid(logical.group(1)) : Optional.empty();
    }

    /** Whether it is the path of a logical volume of a repository. */
    static boolean isLogical(String path) {
        return LOGICAL.matcher(path).matches();
    }

    private static Optional<UUID> uuid(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /** {@code vdi-<uuid>}. */
    public String name() {
        return PREFIX + uuid;
    }

    /** The size that LVM gives: whole extents, 4 MiB unless somebody has made the group otherwise. */
    public static ByteSize wholeExtents(ByteSize size) {
        long extent = 4L << 20;
        return new ByteSize((size.bytes() + extent - 1) / extent * extent);
    }
}
