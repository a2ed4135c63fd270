package org.domzero.p2v.copy;

/**
 * A file system of the source.
 *
 * @param mountPoint where it belongs: {@code /}, {@code /boot}
 * @param directory where it is reached at present, on a machine that runs the same
 */
public record SourceTree(String mountPoint, String directory) {
    public SourceTree {
        if (!mountPoint.startsWith("/") || !directory.startsWith("/") || (mountPoint + "/").contains("/../")) {
            throw new IllegalArgumentException(mountPoint + " at " + directory + " is no tree of files");
        }
    }

    boolean isRoot() {
        return mountPoint.equals("/");
    }

    /** Its path in a list of all trees. */
    String path() {
        return isRoot() ? "." : "." + mountPoint;
    }
}
