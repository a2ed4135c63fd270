package org.domzero.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * Which packages an archive holds now, as digests that change when a package does. They are only compared, never
 * trusted: apt checks signatures when it installs.
 *
 * @param cache remembers those of the last complete build, for one without network
 */
record ArchiveReleases(Archive archive, Path cache) {
    /** apt's own downloader: whatever proxy apt is set to use, this one uses too. */
    private static final String DOWNLOADER = "/usr/lib/apt/apt-helper";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** @throws UserError when the archive cannot be reached and there was no complete build before */
    List<String> read(Effects effects) throws IOException {
        List<String> digests = new ArrayList<>();
        Path directory = Files.createTempDirectory("domzero-releases-");
        try {
            for (String url : archive.releaseFiles()) {
                Path file = directory.resolve("InRelease");
                Files.deleteIfExists(file);
                CommandResult result = effects.commands()
                        .tryRun(Command.of(DOWNLOADER, "-oAcquire::Retries=2", "download-file", url, file.toString())
                                .withLimit(LIMIT));
                if (!result.succeeded()) {
                    return remembered(url + ": " + result.tail(2).replace("\n", "; "), effects);
                }
                digests.add(url + " " + packageLists(Files.readString(file)));
            }
            return digests;
        } finally {
            ImageCache.delete(directory);
        }
    }

    /** To be called when everything that was made from these is in the cache. */
    void remember(List<String> digests) throws IOException {
        Files.write(file(), digests);
    }

    private List<String> remembered(String failure, Effects effects) throws IOException {
        if (!Files.exists(file())) {
            throw UserError.failed(
                    "the package archive cannot be reached: " + failure,
                    "domzero builds dom0 from Debian's packages: check the network and apt's proxy, or name a mirror"
                            + " with --mirror");
        }
        effects.progress().warn("the package archive cannot be reached: building from what the cache holds");
        effects.progress().detail(failure);
        return Files.readAllLines(file());
    }

    private Path file() {
        return cache.resolve("releases-" + archive.suite());
    }

    /**
     * A digest of the digests of the package lists in a release file. The file itself is made anew several times a day,
     * with another date and the same packages.
     */
    static Sha256 packageLists(String release) {
        String lists = release.lines()
                .filter(line -> line.matches(" [0-9a-f]{64} +\\d+ [^/]+/binary-amd64/Packages"))
                .collect(Collectors.joining("\n"));
        return Sha256.of((lists.isEmpty() ? release : lists).getBytes(StandardCharsets.UTF_8));
    }
}
