package org.domzero.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * Which packages an archive holds now. Its digests and its date are never trusted: apt checks signatures when it
 * installs.
 *
 * @param apt for the download
 * @param cache remembers those of the last complete build, for one without network
 */
record ArchiveReleases(Archive archive, AptSettings apt, Path cache) {
    /** apt's own downloader: whatever proxy apt is set to use, this one uses too. */
    private static final String DOWNLOADER = "/usr/lib/apt/apt-helper";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);

    /** @throws UserError when the archive cannot be reached and there was no complete build before */
    Releases read(Effects effects) throws IOException {
        List<String> digests = new ArrayList<>();
        Instant date = Instant.EPOCH;
        Path directory = Files.createTempDirectory("domzero-releases-");
        try {
            for (String url : archive.releaseFiles()) {
                Path file = directory.resolve("InRelease");
                Files.deleteIfExists(file);
                CommandResult result = effects.commands().tryRun(download(url, file));
                if (!result.succeeded()) {
                    return remembered(url, reasons(result), effects);
                }
                String release = Files.readString(file);
                if (digests.isEmpty()) { // the archive itself: it changes less often than its updates
                    date = date(url, release);
                }
                digests.add(url + " " + packageLists(release, archive.architecture()));
            }
            return new Releases(date, digests);
        } finally {
            ImageCache.delete(directory);
        }
    }

    /**
     * Whether a mirror has the package list that its release file names: it may be between two states, for one architecture
     * for days. A mirror that cannot be asked is taken at its word.
     */
    boolean isInStep(String url, Effects effects) throws IOException {
        Path directory = Files.createTempDirectory("domzero-releases-");
        try {
            Path release = directory.resolve("InRelease");
            if (!effects.commands().tryRun(download(url, release)).succeeded()) {
                return true;
            }
            Optional<String> digest = listDigest(Files.readString(release));
            if (digest.isEmpty()) {
                return false;
            }
            List<String> argv =
                    new ArrayList<>(download(url.replace("InRelease", list()), directory.resolve("Packages.xz"))
                            .argv());
            argv.add("SHA256:" + digest.get());
            return effects.commands().tryRun(Command.of(argv).withLimit(LIMIT)).succeeded();
        } finally {
            ImageCache.delete(directory);
        }
    }

    private String list() {
        return "main/binary-" + archive.architecture() + "/Packages.xz";
    }

    private Optional<String> listDigest(String release) {
        return release.lines()
                .filter(line -> line.matches(" [0-9a-f]{64} +\\d+ " + list()))
                .map(line -> line.strip().split(" ", 2)[0])
                .findFirst();
    }

    private Command download(String url, Path file) {
        List<String> argv = new ArrayList<>(List.of(DOWNLOADER, "-oAcquire::Retries=2"));
        if (apt.file() != null) {
            argv.add("-c=" + apt.file());
        }
        argv.addAll(List.of("download-file", url, file.toString()));
        return Command.of(argv).withLimit(LIMIT);
    }

    private static String reasons(CommandResult result) {
        return result.tail(5).lines().filter(line -> !line.startsWith("W: ")).collect(Collectors.joining("; "));
    }

    /** To be called when everything that was made from these is in the cache. */
    void remember(Releases releases) throws IOException {
        Path written = Files.createTempFile(cache, "releases-", null);
        Files.write(written, releases.lines());
        Files.move(written, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Releases remembered(String url, String reasons, Effects effects) throws IOException {
        String failure = url + ": " + reasons;
        Optional<Releases> last = last();
        if (last.isEmpty()) {
            throw UserError.failed(
                    "the package archive cannot be reached: " + failure,
                    Archive.isDirectory(url)
                            ? "--mirror and --security-mirror take a directory when it holds dists/" + archive.suite()
                                    + " and so on, as any mirror of Debian's does"
                            : "domzero builds dom0 from Debian's packages: check the network and apt's proxy, or name a"
                                    + " mirror with --mirror");
        }
        effects.progress().warn("the package archive cannot be reached: building from what the cache holds");
        effects.progress().detail(failure);
        return last.get();
    }

    private Optional<Releases> last() throws IOException {
        try {
            return Files.exists(file()) ? Optional.of(Releases.parse(Files.readAllLines(file()))) : Optional.empty();
        } catch (IllegalArgumentException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    /** Each archive has its own: another mirror may be at another state. */
    private Path file() {
        String sources = String.join("\n", archive.sources()) + (isUsual() ? "" : archive.architecture());
        String digest =
                Sha256.of(sources.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
        return cache.resolve("releases-" + archive.suite() + "-" + digest);
    }

    private boolean isUsual() {
        return archive.architecture().equals(Archive.TRIXIE.architecture());
    }

    /** Of the field {@code Date}, as {@code Sat, 21 Nov 2026 09:15:44 UTC}: wiki.debian.org/DebianRepository/Format. */
    static Instant date(String url, String release) {
        String date = release.lines()
                .filter(line -> line.startsWith("Date: "))
                .findFirst()
                .orElse("Date: none")
                .substring("Date: ".length())
                .strip();
        try {
            return Instant.from(DATE.parse(date));
        } catch (DateTimeParseException wrong) {
            throw UserError.failed(
                    url + " is no release file: its date is \"" + date + "\"",
                    "is that a Debian archive? --mirror names another",
                    wrong);
        }
    }

    /**
     * A digest of the digests of the package lists in a release file. The file itself is made anew several times a day,
     * with another date and the same packages.
     */
    static Sha256 packageLists(String release, String architecture) {
        String lists = release.lines()
                .filter(line -> line.matches(" [0-9a-f]{64} +\\d+ [^/]+/binary-" + architecture + "/Packages"))
                .collect(Collectors.joining("\n"));
        return Sha256.of((lists.isEmpty() ? release : lists).getBytes(StandardCharsets.UTF_8));
    }
}
