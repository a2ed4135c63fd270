package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Settings for apt while an ISO is built, in a file of their own that goes away with the build.
 *
 * @param file null when there is nothing to set
 */
record AptSettings(@Nullable Path file) implements AutoCloseable {
    static final String NAME = "00domzero-build";

    /** Of the proxy that was asked for, else of the one that this machine's apt uses: mmdebstrap does not look there. */
    static AptSettings write(@Nullable Proxy proxy, CommandRunner commands) throws IOException {
        Optional<Proxy> used = proxy == null ? usual(commands) : Optional.of(proxy);
        if (used.isEmpty()) {
            return new AptSettings(null);
        }
        Path directory = Files.createTempDirectory("domzero-apt-"); // nobody else may enter it
        Path file = Files.createFile(
                directory.resolve(NAME),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, used.get().aptConf());
        return new AptSettings(file);
    }

    private static Optional<Proxy> usual(CommandRunner commands) {
        CommandResult result =
                commands.tryRun(Command.of("apt-config", "dump", "--format", "%v%n", "Acquire::http::Proxy"));
        String url = result.succeeded() ? result.output().strip() : "";
        try {
            return url.isEmpty() || url.equals("DIRECT") ? Optional.empty() : Optional.of(Proxy.parse(url));
        } catch (UserError notForUs) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
            Files.delete(java.util.Objects.requireNonNull(file.getParent()));
        }
    }
}
