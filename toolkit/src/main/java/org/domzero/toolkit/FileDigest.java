package org.domzero.toolkit;

import java.time.Duration;

/**
 * The SHA-256 of a file as openssl-dgst(1) finds it, which is twice as fast as Java where the processor has no SHA of its
 * own.
 */
public final class FileDigest {
    private FileDigest() {}

    /** Prints {@code DIGEST *FILE}. */
    public static Command command(String path) {
        // The slowest of CD drives takes ten minutes for a CD.
        return Command.of("openssl", "dgst", "-sha256", "-r", path).withLimit(Duration.ofMinutes(60));
    }

    /** The digest in what {@link #command} printed, for comparison with {@link Sha256#hex()}. */
    public static String hex(CommandResult result) {
        return result.output().replaceFirst("(?s)\\s.*", "");
    }
}
