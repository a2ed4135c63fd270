package org.domzero.installer.boot;

import java.util.Optional;

/** What fstab(5) of a slot says. */
final class Fstab {
    private static final String UUID = "UUID=";

    private Fstab() {}

    /** The UUID by which a file system is mounted at a place; empty where it is not there, or named otherwise. */
    static Optional<String> uuid(String fstab, String mountPoint) {
        return fstab.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\s+"))
                .filter(fields -> fields.length > 1 && fields[1].equals(mountPoint) && fields[0].startsWith(UUID))
                .map(fields -> fields[0].substring(UUID.length()).replace("\"", ""))
                .findFirst();
    }
}
