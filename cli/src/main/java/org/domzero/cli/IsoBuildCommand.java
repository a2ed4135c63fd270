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
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
        })
final class IsoBuildCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "domzero.iso",
            description = "The ISO to write (${DEFAULT-VALUE}).")
    private Path output = Path.of("domzero.iso");

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Embed this answer file: the medium then installs without asking.")
    private @Nullable Path answers;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates in PEM that a server of answers may be known by, beside the usual ones.")
    private @Nullable Path ca;

    @Option(
            names = "--kernel-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "Added to every entry of the boot menu.")
    private String kernelOptions = "";

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "The Debian archive to take packages from (" + "http://deb.debian.org/debian).")
    private @Nullable String mirror;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where images are kept between builds (~/.cache/domzero).")
    private @Nullable Path cache;

    @Option(names = "--json", description = "Show progress as JSON lines.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = java.util.Objects.requireNonNull(spec);
        Progress progress = Console.progress(command.commandLine().getOut(), json);
        Archive archive = mirror == null
                ? Archive.TRIXIE
                : new Archive(Archive.TRIXIE.suite(), mirror, Archive.TRIXIE.securityMirror());
        IsoBuild.run(
                new IsoRequest(
                        output,
                        cache == null ? usualCache() : cache,
                        archive,
                        jars(),
                        CompletionCommand.script(Domzero.commandLine()),
                        answers,
                        ca,
                        kernelOptions),
                new Effects(new ProcessCommandRunner(progress::detail), Path.of("/"), progress));
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
