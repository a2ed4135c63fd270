package org.domzero.p2v.source;

/** The two names that a logical volume has, lvm(8). */
public final class LvmName {
    private static final int PARTS = 4;

    private LvmName() {}

    /**
     * {@code /dev/mapper/VolGroup00-Log--Vol} for {@code /dev/VolGroup00/Log-Vol}: hyphens of names are doubled there. What is
     * no such name, as it is.
     */
    public static String mapped(String path) {
        String[] parts = path.split("/");
        return parts.length == PARTS && path.startsWith("/dev/") && !parts[2].equals("mapper")
                ? "/dev/mapper/" + parts[2].replace("-", "--") + "-" + parts[3].replace("-", "--")
                : path;
    }
}
