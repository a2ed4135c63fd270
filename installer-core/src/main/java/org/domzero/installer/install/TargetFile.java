package org.domzero.installer.install;

/**
 * A file of the new system.
 *
 * @param path in the new system
 * @param mode permissions as {@code rw-r--r--}
 */
record TargetFile(String path, String content, String mode) {
    static TargetFile of(String path, String content) {
        return new TargetFile(path, content, "rw-r--r--");
    }

    static TargetFile secret(String path, String content) {
        return new TargetFile(path, content, "rw-------");
    }
}
