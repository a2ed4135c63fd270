package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final Archive ARCHIVE =
            new Archive("trixie", "http://mirror.example/debian", "http://mirror.example/security");
    private static final Bootstrap IMAGE = new Bootstrap(
            ARCHIVE,
            List.of("lvm2", "xen-system-amd64"),
            List.of("first \"$1\""),
            List.of("then \"$1\"", "last"),
            Path.of("/cache/dom0.tar"));
    private static final Bootstrap TOOLS =
            new Bootstrap(ARCHIVE, List.of("isolinux"), List.of(), List.of("only"), null);

    private static final Path SCRATCH = Path.of("/scratch");

    private static final List<String> SOURCES = List.of(
            "deb http://mirror.example/debian trixie main non-free-firmware",
            "deb http://mirror.example/debian trixie-updates main non-free-firmware",
            "deb http://mirror.example/security trixie-security main non-free-firmware");

    private static BuildContext context(boolean asRoot, @Nullable Path settings) {
        Releases releases = new Releases(Instant.parse("2026-11-22T02:13:48Z"), List.of());
        Effects effects = new Effects(new RecordingCommandRunner(), Path.of("/"), Progress.SILENT);
        return new BuildContext(ARCHIVE, releases, new AptSettings(settings), asRoot, effects);
    }

    @Test
    void anImageBecomesATarWithoutManuals() {
        Command command = IMAGE.command(context(false, null), SCRATCH);

        assertThat(command.argv())
                .startsWith(
                        "env",
                        "TZ=UTC",
                        "SOURCE_DATE_EPOCH=1795313628",
                        "env",
                        "TMPDIR=/scratch",
                        "mmdebstrap",
                        "--variant=minbase",
                        "--mode=unshare",
                        "--format=tar",
                        "--architectures=amd64",
                        "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg",
                        "--include=lvm2,xen-system-amd64")
                .containsSequence(
                        "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-include=/usr/share/doc/*/copyright")
                .containsSequence(
                        "--essential-hook=first \"$1\"", "--customize-hook=then \"$1\"", "--customize-hook=last");
        assertThat(command.argv()
                        .subList(command.argv().size() - 5, command.argv().size()))
                .containsExactly("trixie", "/cache/dom0.tar", SOURCES.get(0), SOURCES.get(1), SOURCES.get(2));
        assertThat(command.limit()).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void toolsAreUsedAndThrownAway() {
        List<String> argv = TOOLS.command(context(false, null), SCRATCH).argv();

        assertThat(argv).contains("--format=null", "--include=isolinux", "--customize-hook=only");
        assertThat(argv).noneMatch(argument -> argument.startsWith("--dpkgopt"));
        assertThat(argv.subList(argv.size() - 5, argv.size()))
                .containsExactly("trixie", "-", SOURCES.get(0), SOURCES.get(1), SOURCES.get(2));
    }

    @Test
    void filesOfAnotherProcessorAreUnpackedAndNotRun() {
        Bootstrap files = new Bootstrap(
                ARCHIVE.legacy("i386"),
                List.of("busybox"),
                List.of(),
                List.of("look"),
                Path.of("/cache/system.tar"),
                Bootstrap.Kind.FILES);

        assertThat(files.command(context(false, null), SCRATCH).argv())
                .contains(
                        "--variant=extract",
                        "--architectures=i386",
                        "--skip=check/qemu",
                        "--extract-hook=look",
                        "bookworm")
                .noneMatch(argument -> argument.startsWith("--customize-hook"));
        assertThat(IMAGE.command(context(false, null), SCRATCH).argv()).doesNotContain("--skip=check/qemu");
    }

    @Test
    void rootNeedsNoUserNamespaceButOneForWhatItMounts() {
        for (Bootstrap bootstrap : List.of(IMAGE, TOOLS)) {
            List<String> argv = bootstrap.command(context(true, null), SCRATCH).argv();
            assertThat(argv)
                    .containsSequence("TMPDIR=/scratch", "unshare", "--mount", "mmdebstrap")
                    .contains("--mode=root");
            assertThat(argv.stream()
                            .filter(argument -> !List.of("unshare", "--mount").contains(argument))
                            .map(argument -> argument.replace("--mode=root", "--mode=unshare"))
                            .toList())
                    .isEqualTo(bootstrap.command(context(false, null), SCRATCH).argv());
        }
    }

    @Test
    void settingsOfTheBuildDoNotStayInTheImage() {
        List<String> argv = IMAGE.command(context(false, Path.of("/tmp/domzero-apt-1/00domzero-build")), SCRATCH)
                .argv();

        assertThat(argv)
                .contains("--setup-hook=copy-in '/tmp/domzero-apt-1/00domzero-build' /etc/apt/apt.conf.d")
                .containsSequence(
                        "--customize-hook=last", "--customize-hook=rm \"$1\"/etc/apt/apt.conf.d/00domzero-build");
    }

    @Test
    void theIndexesLookedAtAreThoseOfTheSources() {
        assertThat(ARCHIVE.sources()).isEqualTo(SOURCES);
        assertThat(ARCHIVE.releaseFiles())
                .containsExactly(
                        "http://mirror.example/debian/dists/trixie/InRelease",
                        "http://mirror.example/debian/dists/trixie-updates/InRelease",
                        "http://mirror.example/security/dists/trixie-security/InRelease");
    }
}
