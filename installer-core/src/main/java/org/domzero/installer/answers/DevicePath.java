package org.domzero.installer.answers;

/** The path of a disk, or of a link to one. */
final class DevicePath {
    private DevicePath() {}

    static String check(String path) {
        if (path.matches("/dev/.*[*?].*")) {
            throw new WrongValue(
                    path, "is a pattern, where one path is wanted", "a pattern goes into model = \"INTEL*\"");
        }
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
