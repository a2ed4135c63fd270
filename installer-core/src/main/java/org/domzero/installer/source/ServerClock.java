package org.domzero.installer.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server that cannot be verified yet says of the time, and whether to go by it. */
final class ServerClock {
    /** Less is no reason for a certificate to be refused. */
    private static final Duration APART = Duration.ofHours(1);

    private ServerClock() {}

    /** The {@code Date} header (RFC 9110, 6.6.1) of a reply's headers. */
    static Optional<Instant> of(String headers) {
        return headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("date:"))
                .map(line -> line.substring("date:".length()).strip())
                .flatMap(date -> parse(date).stream())
                .findFirst();
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    /**
     * Time does not run backwards: a clock before the medium was built is wrong, whoever says so. Without that limit an
     * old certificate, whose key was stolen since, could be made valid again.
     *
     * @param built when the medium was; null when it does not say
     */
    static boolean isToBeGoneBy(Instant server, Instant machine, @Nullable Instant built) {
        return built != null
                && server.isAfter(built)
                && Duration.between(server, machine).abs().compareTo(APART) > 0;
    }

    /** To the second, in UTC. */
    static String shown(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }
}
