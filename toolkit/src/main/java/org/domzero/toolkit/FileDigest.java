package org.domzero.toolkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SHA-256 of files as openssl-dgst(1) finds it, which is twice as fast as Java where the processor has no SHA of its
 * own.
 */
public final class FileDigest {
    private FileDigest() {}

    /** Prints {@code DIGEST *FILE}. */
    public static Command command(String path) {
        return command(List.of(path));
    }

    /** Prints such a line for each file that can be read, and fails when one cannot. */
    public static Command command(Collection<String> paths) {
        List<String> argv = new ArrayList<>(List.of("openssl", "dgst", "-sha256", "-r"));
        argv.addAll(paths);
        // The slowest of CD drives takes ten minutes for a CD.
        return Command.of(argv).withLimit(Duration.ofMinutes(60));
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

    /** What is wrong with the first of several files that has not its digest, by its name; empty when all have. */
    public static Optional<String> problem(CommandRunner commands, Map<String, Sha256> expected) {
        String right = expected.entrySet().stream()
                .map(file -> file.getValue().hex() + " *" + file.getKey() + "\n")
                .collect(Collectors.joining());
        CommandResult all = commands.tryRun(command(expected.keySet()));
        if (all.succeeded() && all.output().equals(right)) {
            return Optional.empty();
        }
        // One by one, to tell which.
        for (Map.Entry<String, Sha256> file : expected.entrySet()) {
            Optional<String> problem = problem(commands, file.getKey(), file.getValue());
            if (problem.isPresent()) {
                return problem.map(how -> file.getKey() + " " + how);
            }
        }
        return Optional.of(String.join(", ", expected.keySet()) + " could be read at the second attempt only");
    }
}
