package org.domzero.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.domzero.iso.Archive;
import org.domzero.iso.IsoBuild;
import org.domzero.iso.IsoRequest;
import org.domzero.iso.Proxy;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code domzero iso build}. */
@Command(
        name = "build",
        description = {
            "Build the ISO: Debian, Xen and domzero as a live system that installs itself.",
            "",
            "Needs mmdebstrap, squashfs-tools, xorriso and mtools, and a Debian archive. No root where the machine has"
                    + " user namespaces. What takes long is kept in the cache and made again only when a package"
                    + " changed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero iso build --output domzero.iso",
            "  domzero iso build --answers rack7.toml --kernel-options console=ttyS1,115200n8",
            "  domzero iso build --package tcpdump --package drbd-utils",
            "  domzero iso build --mirror https://mirror.example.org/debian",
            "  domzero iso build --suite trixie --proxy http://proxy.example.org:3128",
        })
final class IsoBuildCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "domzero.iso",
            description = "The ISO to write (${DEFAULT-VALUE}).")
    private Path output = Path.of("domzero.iso");

    @Mixin
    private MediumOptions medium = new MediumOptions();

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "A Debian package that dom0 gets beside what it always has. Can be repeated.")
    private List<String> packages = List.of();

    @Option(names = "--suite", paramLabel = "NAME", description = "The Debian release (trixie; others are untested).")
    private @Nullable String suite;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "The Debian archive to take packages from (http://deb.debian.org/debian). Hosts will use it"
                    + " too, unless it is a directory of this machine (file:///srv/debian).")
    private @Nullable String mirror;

    @Option(
            names = "--security-mirror",
            paramLabel = "URL",
            description = "That of its security updates (http://deb.debian.org/debian-security).")
    private @Nullable String securityMirror;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "Take packages through this proxy (the one that this machine's apt uses). Hosts do not get to"
                    + " know it. With a password in it, write the option into a file that only you may read, and name"
                    + " that: @FILE")
    private @Nullable String proxy;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where images are kept between builds (~/.cache/domzero).")
    private @Nullable Path cache;

    @Override
    public Integer call() throws IOException {
        Progress progress = medium.progress();
        IsoRequest request = new IsoRequest(
                output,
                cache == null ? usualCache() : cache,
                Archive.of(suite, mirror, securityMirror),
                packages,
                proxy == null ? null : Proxy.parse(proxy),
                jars(),
                CompletionCommand.script(Domzero.commandLine()),
                medium.checkedAnswers(),
                medium.ca,
                medium.kernelOptions);
        try (Interruption interruption = Interruption.guard(new ProcessCommandRunner(progress::detail))) {
            IsoBuild.run(request, new Effects(interruption, Path.of("/"), progress));
        }
        progress.info(output + ": " + new ByteSize(Files.size(output)));
        return 0;
    }

    private static Path usualCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("domzero");
    }

    /** The program that goes onto the medium is the one that builds it. */
    private static List<Path> jars() throws IOException {
        String home = System.getProperty("domzero.home");
        if (home == null) {
            throw UserError.failed(
                    "domzero does not know where its own program is", "start it by ./domzero or as installed");
        }
        try (Stream<Path> files = Files.list(Path.of(home, "lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
