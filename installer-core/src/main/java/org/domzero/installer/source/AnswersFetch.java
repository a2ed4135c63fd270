package org.domzero.installer.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * Fetching answers from a server with {@code curl}.
 *
 * @param clock the machine's
 * @param medium where the installation medium is mounted
 * @param retries how often it is tried again when the network or the server is not there yet
 */
record AnswersFetch(Effects effects, InstantSource clock, Path medium, int retries) {
    private static final String DIRECTORY = "/run/domzero";
    /** With pauses of 1, 2, 4 … seconds between them: half a minute. */
    private static final int USUAL_RETRIES = 5;

    AnswersFetch(Effects effects, InstantSource clock, Path medium) {
        this(effects, clock, medium, USUAL_RETRIES);
    }

    /**
     * Waits for the network and fetches.
     *
     * @param why it is this URL, for the log
     * @throws UserError when the file cannot be had, with the reason
     */
    AnswersSource fetch(AnswersUrl url, String why) {
        effects.progress().info("answers: fetching " + url.shown() + ", " + why);
        // Without an address it is tried all the same: the server may be reachable by a link-local one.
        effects.commands().tryRun(WaitOnline.forAnAddress());
        effects.createDirectories(DIRECTORY);
        Path file = temporaryFile();
        try {
            CurlReply reply = run(url, file);
            if (reply.isMatterOfTime()) {
                reply = atTheRightTime(url, file, reply);
            }
            if (!reply.succeeded()) {
                throw new UserError(ExitCode.FAILED, List.of(reply.problem(url.shown(), url.server())));
            }
            // curl notices this on its own when the server says how much it is going to send.
            if (Files.size(file) > AnswersParser.LARGEST) {
                throw new UserError(
                        ExitCode.FAILED,
                        List.of(new CurlReply(63, reply.http(), 0, "").problem(url.shown(), url.server())));
            }
            return new AnswersSource(url.shown(), Files.readAllBytes(file), why);
        } catch (IOException e) {
            throw UserError.failed(file + ": " + IoReason.of(e), "is there memory left? 'df /run' tells", e);
        } finally {
            delete(file);
        }
    }

    private CurlReply run(AnswersUrl url, Path file) {
        List<String> argv = new ArrayList<>(List.of(
                "curl",
                "--disable", // no .curlrc
                "--config",
                "-",
                "--globoff",
                "--silent",
                "--show-error",
                "--fail",
                "--location",
                "--max-redirs",
                "10",
                "--proto",
                "=http,https",
                "--proto-redir",
                url.isEncrypted() ? "=https" : "=http,https",
                "--connect-timeout",
                "15",
                "--max-time",
                "60",
                "--retry",
                String.valueOf(retries),
                "--retry-connrefused",
                "--retry-max-time",
                "60",
                "--max-filesize",
                String.valueOf(AnswersParser.LARGEST),
                "--output",
                file.toString(),
                "--write-out",
                CurlReply.FORMAT));
        Path authorities = medium.resolve(MediumManifest.CA_PATH);
        if (Files.exists(authorities)) {
            // --cacert takes the place of the usual bundle, and so the directory of the same certificates goes with it.
            argv.addAll(List.of("--cacert", authorities.toString(), "--capath", "/etc/ssl/certs"));
        }
        return CurlReply.of(effects.commands()
                .tryRun(Command.of(argv)
                        .withSecretInput(
                                "url = \"" + url.text().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                        .withLimit(Duration.ofMinutes(5))));
    }

    /**
     * A certificate is refused because of the time, and many a server that has lain in a store has a clock that is
     * years off. The server's own is asked, on a connection that is not verified: nothing but the time is believed.
     */
    private CurlReply atTheRightTime(AnswersUrl url, Path file, CurlReply refused) {
        Instant machine = clock.instant();
        Optional<Instant> server = serverTime(url);
        if (server.isPresent() && ServerClock.isToBeGoneBy(server.get(), machine, built())) {
            String seconds = "@" + server.get().getEpochSecond();
            if (effects.commands()
                    .tryRun(Command.of("date", "--set=" + seconds))
                    .succeeded()) {
                effects.progress()
                        .warn("the machine's clock says " + ServerClock.shown(machine) + ", " + url.server() + "'s "
                                + ServerClock.shown(server.get()) + "; going by the server's, which is not verified");
                CurlReply second = run(url, file);
                if (!second.isMatterOfTime()) {
                    return second;
                }
            }
        }
        Problem problem = refused.problem(url.shown(), url.server());
        throw UserError.failed(
                problem.message() + "; this machine's clock says " + ServerClock.shown(machine) + ", the server's "
                        + server.map(ServerClock::shown).orElse("nothing"),
                "set the clock in the firmware setup, or renew the certificate, whichever is wrong");
    }

    /** Neither path nor query goes along: they may hold a secret, and nobody knows yet whose server that is. */
    private Optional<Instant> serverTime(AnswersUrl url) {
        return ServerClock.of(effects.commands()
                .tryRun(Command.of(
                                "curl",
                                "--disable",
                                "--globoff",
                                "--silent",
                                "--show-error",
                                "--insecure",
                                "--head",
                                "--proto",
                                "=http,https",
                                "--connect-timeout",
                                "15",
                                "--max-time",
                                "30",
                                url.origin())
                        .withLimit(Duration.ofMinutes(1)))
                .output());
    }

    private @Nullable Instant built() {
        try {
            return MediumManifest.parse(Files.readString(medium.resolve(MediumManifest.PATH), StandardCharsets.UTF_8))
                    .built();
        } catch (IOException | UserError unknown) {
            return null;
        }
    }

    /** Only its owner may read it, and it is gone again when this ends. */
    private Path temporaryFile() {
        try {
            return Files.createTempFile(effects.resolve(DIRECTORY), "answers-", ".toml");
        } catch (IOException e) {
            throw UserError.failed(DIRECTORY + ": " + IoReason.of(e), "run it as root", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // It is in memory, for root alone, and goes with the live system.
        }
    }
}
