package org.domzero.p2v.source;

/**
 * The names of the devices through which disks are read that must not be written to: {@code /dev/mapper/source-sda1} shows
 * what {@code /dev/sda1} holds.
 */
public final class ReadThrough {
    /** What all of their names begin with. */
    public static final String PREFIX = "source-";

    private static final String MAPPER = "/dev/mapper/";

    private ReadThrough() {}

    /** {@code source-sda1} for {@code /dev/sda1}, {@code source-VolGroup00-LogVol00} for a volume in {@code /dev/mapper}. */
    public static String name(String device) {
        return PREFIX + device.substring(device.lastIndexOf('/') + 1);
    }

    static boolean isName(String name) {
        return name.startsWith(PREFIX);
    }

    /** What is read through a device; another device is what it is. */
    static String original(String device) {
        if (!device.startsWith(MAPPER + PREFIX)) {
            return device;
        }
        String name = device.substring(MAPPER.length() + PREFIX.length());
        // Of what the kernel itself names, nothing has a hyphen.
        return (name.contains("-") ? MAPPER : "/dev/") + name;
    }
}
