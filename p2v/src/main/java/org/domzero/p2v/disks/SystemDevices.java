package org.domzero.p2v.disks;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.domzero.p2v.source.LvmName;
import org.domzero.p2v.system.FstabEntry;

/**
 * Finds the file systems that a system's fstab(5) means.
 *
 * @param links where a symbolic link below {@code /dev} leads, as the name of a kernel's device; what is none as it is
 */
record SystemDevices(List<BlockDevice> fileSystems, UnaryOperator<String> links) {
    SystemDevices {
        fileSystems = List.copyOf(fileSystems);
    }

    Optional<BlockDevice> of(FstabEntry entry) {
        String source = entry.source();
        String value = value(source);
        return switch (entry.kind()) {
            case LABEL -> one(device -> device.label().equals(value));
            case UUID -> one(device -> device.uuid().equalsIgnoreCase(value));
            case PARTITION_UUID -> one(device -> device.partitionUuid().equalsIgnoreCase(value));
            case NETWORK, PSEUDO, FILE -> Optional.empty();
            default -> byPath(source).or(() -> byPath(source.replaceFirst("^/dev/hd", "/dev/sd")));
        };
    }

    /** {@code LABEL=root}, {@code LABEL="root"}, {@code /dev/disk/by-label/root}. */
    private static String value(String source) {
        if (source.startsWith("/dev/disk/by-")) {
            return source.substring(source.lastIndexOf('/') + 1);
        }
        String value = source.substring(source.indexOf('=') + 1);
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private Optional<BlockDevice> byPath(String path) {
        String kernelName = links.apply(path);
        return one(device -> device.path().equals(path)
                || device.kernelName().equals(kernelName)
                || device.path().equals(LvmName.mapped(path)));
    }

    /** Two with the same label are none: the wrong one would be as bad as none, and nobody would see. */
    private Optional<BlockDevice> one(Predicate<BlockDevice> fits) {
        List<BlockDevice> found = fileSystems.stream().filter(fits).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
