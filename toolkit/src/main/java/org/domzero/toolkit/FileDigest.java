package org.domzero.toolkit;

import java.time.Duration;
import java.util.Optional;

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

    /** What is wrong with the file, in words that follow its name; empty when it has the digest. */
    public static Optional<String> problem(CommandRunner commands, String path, Sha256 expected) {
        CommandResult result = commands.tryRun(command(path));
        if (!result.succeeded()) {
            return Optional.of("cannot be read: " + result.tail(1));
        }
        String found = result.output().replaceFirst("(?s)\\s.*", "");
        return found.equals(expected.hex())
                ? Optional.empty()
                : Optional.of("has the SHA-256 " + found + " instead of " + expected);
    }
}
