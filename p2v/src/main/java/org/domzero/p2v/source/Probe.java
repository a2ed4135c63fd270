package org.domzero.p2v.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.domzero.toolkit.Command;

/**
 * How a machine is asked what it is: by one script, given to its {@code sh} on standard input, which writes nothing there.
 * {@link SourceFacts#read} takes what it prints.
 */
public final class Probe {
    /** It takes a second or two; a program in it that hangs is ended after 20 seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Probe() {}

    /** The script, ASCII. */
    public static String script() {
        try (InputStream in = Objects.requireNonNull(Probe.class.getResourceAsStream("probe.sh"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The command that reads {@link #script}, as its standard input has it; {@link Command#line} for a login shell of
     * whatever kind.
     *
     * @param root where the system is mounted, absolute; {@code /} for the one that runs
     */
    public static Command command(String root) {
        return Command.of("sh", "-s", "--", root).withInput(script()).withLimit(LIMIT);
    }
}
