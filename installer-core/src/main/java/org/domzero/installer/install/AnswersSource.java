package org.domzero.installer.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Where the answers of a run come from.
 *
 * @param file to read
 * @param why it is this one, for the log
 */
public record AnswersSource(Path file, String why) {
    /** Kernel option that names an answer file. */
    public static final String OPTION = "domzero.answers";

    /**
     * The first of: the file named by the caller, {@code domzero.answers=} on the kernel command line, the file
     * embedded in the medium.
     *
     * @throws UserError when one is named that cannot be read: going on with another would be a surprise
     */
    public static Optional<AnswersSource> find(@Nullable Path named, KernelCommandLine commandLine, Path medium) {
        if (named != null) {
            return Optional.of(readable(named, "given with --answers"));
        }
        Optional<String> option = commandLine.value(OPTION);
        if (option.isPresent()) {
            return Optional.of(readable(path(option.get()), "named by " + OPTION + "= on the kernel command line"));
        }
        Path embedded = medium.resolve(MediumManifest.ANSWERS_PATH);
        return Files.exists(embedded)
                ? Optional.of(new AnswersSource(embedded, "embedded in the installation medium"))
                : Optional.empty();
    }

    private static Path path(String value) {
        if (!value.startsWith("/")) {
            throw UserError.usage(
                    OPTION + "=" + value + " is not an absolute path",
                    "for example " + OPTION + "=/run/live/medium/domzero/rack7.toml");
        }
        return Path.of(value);
    }

    private static AnswersSource readable(Path file, String why) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw UserError.usage(
                    file + " (" + why + ") cannot be read",
                    "'domzero answers example' prints an answer file to start from");
        }
        return new AnswersSource(file, why);
    }
}
