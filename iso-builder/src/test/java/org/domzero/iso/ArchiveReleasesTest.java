package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveReleasesTest {
    /** The shape of a Debian release file; the digests are shortened to a digit and zeros. */
    private static final String RELEASE = """
            Origin: Debian
            Suite: stable-updates
            Date: Sun, 22 Nov 2026 02:13:48 UTC
            SHA256:
             %s        0 contrib/binary-amd64/Packages
             %s     2351 main/binary-amd64/Packages
             %s     1108 main/binary-amd64/Packages.xz
             %s     2351 main/binary-arm64/Packages
            """;

    private static final Instant DATE = Instant.parse("2026-11-22T02:13:48Z");
    private static final CommandResult UNREACHABLE = new CommandResult(100, "", "E: Download Failed\n");

    @TempDir
    Path cache;

    private final List<String> told = new ArrayList<>();

    private static String release(int main, int arm) {
        return RELEASE.formatted(digest(1), digest(main), digest(main), digest(arm));
    }

    private static String digest(int digit) {
        return String.valueOf(digit).repeat(64);
    }

    private ArchiveReleases releases() {
        return new ArchiveReleases(Archive.TRIXIE, new AptSettings(null), cache);
    }

    private Effects effects(CommandResult result, String downloaded) {
        CommandRunner runner = new CommandRunner() {
            @Override
            public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                if (result.succeeded()) {
                    try {
                        Files.writeString(Path.of(command.argv().get(4)), downloaded);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
                return result;
            }
        };
        return new Effects(runner, Path.of("/"), event -> {
            if (event instanceof ProgressEvent.Message message) {
                told.add(message.text());
            }
        });
    }

    @Test
    void changeWithAPackageOfThisArchitecture() {
        assertThat(ArchiveReleases.packageLists(release(2, 3), "amd64"))
                .isNotEqualTo(ArchiveReleases.packageLists(release(4, 3), "amd64"));
    }

    @Test
    void stayWhenOnlyTheDateOrAnotherArchitectureChanges() {
        String later = release(2, 5).replace("22 Nov", "23 Nov");
        assertThat(ArchiveReleases.packageLists(release(2, 3), "amd64"))
                .isEqualTo(ArchiveReleases.packageLists(later, "amd64"));
    }

    @Test
    void aMirrorIsInStepWhenItHasTheListThatItNames() throws IOException {
        Archive archive = Archive.TRIXIE.legacy("i386");
        String url = archive.securityReleaseFile().orElseThrow();
        ArchiveReleases releases = new ArchiveReleases(archive, new AptSettings(null), cache);
        String release = release(2, 3).replace("amd64", "i386");
        for (boolean inStep : List.of(true, false)) {
            List<Command> asked = new ArrayList<>();
            CommandRunner mirror = mirror(asked, release, inStep);
            assertThat(releases.isInStep(url, new Effects(mirror, Path.of("/"), event -> {})))
                    .isEqualTo(inStep);
            assertThat(asked.get(1).argv())
                    .contains(
                            "http://deb.debian.org/debian-security/dists/bookworm-security/main/binary-i386/Packages.xz")
                    .endsWith("SHA256:" + digest(2));
        }
    }

    /** One that has a release file, and the list it names or another. */
    private static CommandRunner mirror(List<Command> asked, String release, boolean inStep) {
        return (command, onOutput) -> {
            asked.add(command);
            if (asked.size() > 1) {
                return new CommandResult(inStep ? 0 : 100, "", "");
            }
            try {
                Files.writeString(Path.of(command.argv().get(4)), release);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new CommandResult(0, "", "");
        };
    }

    @Test
    void aMirrorThatCannotBeAskedIsTakenAtItsWord() throws IOException {
        assertThat(releases().isInStep("http://x/dists/trixie/InRelease", effects(UNREACHABLE, "")))
                .isTrue();
    }

    @Test
    void areReadForTheSuiteItsUpdatesAndItsSecurityUpdates() throws IOException {
        Releases read = releases().read(effects(new CommandResult(0, "", ""), release(2, 3)));
        assertThat(read.digests()).hasSize(3);
        assertThat(read.digests().get(0)).startsWith("http://deb.debian.org/debian/dists/trixie/InRelease ");
    }

    @Test
    void withoutNetworkAreThoseOfTheLastCompleteBuild() throws IOException {
        Releases before = releases().read(effects(new CommandResult(0, "", ""), release(2, 3)));
        releases().remember(before);
        assertThat(releases().read(effects(UNREACHABLE, ""))).isEqualTo(before);
        assertThat(told).contains("the package archive cannot be reached: building from what the cache holds");
    }

    @Test
    void ofAnotherMirrorAreNoneOfThisOne() throws IOException {
        releases().remember(new Releases(DATE, List.of("as it was")));
        Archive other = new Archive("trixie", "http://mirror.example/debian", Archive.TRIXIE.securityMirror());
        assertThatThrownBy(
                        () -> new ArchiveReleases(other, new AptSettings(null), cache).read(effects(UNREACHABLE, "")))
                .isInstanceOf(UserError.class);
    }

    @Test
    void writtenByAnotherVersionCountForNothing() throws IOException {
        releases().remember(new Releases(DATE, List.of("as it was")));
        try (Stream<Path> files = Files.list(cache)) {
            Files.writeString(files.findFirst().orElseThrow(), "http://x/InRelease 0123\n");
        }
        assertThatThrownBy(() -> releases().read(effects(UNREACHABLE, ""))).isInstanceOf(UserError.class);
    }

    @Test
    void carryTheDateOfTheArchiveItself() throws IOException {
        assertThat(releases()
                        .read(effects(new CommandResult(0, "", ""), release(2, 3)))
                        .date())
                .isEqualTo(DATE);
    }

    @Test
    void withoutADateAreNoReleaseFile() {
        CommandResult read = new CommandResult(0, "", "");
        for (String date : List.of("yesterday", "2026-11-22")) {
            String release = release(2, 3).replaceFirst("Date: .*", "Date: " + date);
            assertThatThrownBy(() -> releases().read(effects(read, release)))
                    .isInstanceOfSatisfying(
                            UserError.class,
                            error -> assertThat(error.render())
                                    .isEqualTo(
                                            "error: http://deb.debian.org/debian/dists/trixie/InRelease is no release"
                                                    + " file: its date is \"" + date + "\"\n"
                                                    + "  hint: is that a Debian archive? --mirror names another"));
        }
        assertThatThrownBy(() -> releases().read(effects(read, "<html>")))
                .hasMessageEndingWith("is no release file: its date is \"none\"");
    }

    @Test
    void withoutNetworkAndWithoutABuildAreAnError() {
        CommandResult unreachable =
                new CommandResult(100, "", "E: Failed to fetch http://x  Could not resolve 'x'\nE: Download Failed\n");
        assertThatThrownBy(() -> releases().read(effects(unreachable, "")))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.render())
                                .isEqualTo("error: the package archive cannot be reached:"
                                        + " http://deb.debian.org/debian/dists/trixie/InRelease: E: Failed to fetch http://x "
                                        + " Could not resolve 'x'; E: Download Failed\n"
                                        + "  hint: domzero builds dom0 from Debian's packages: check the network and apt's proxy,"
                                        + " or name a mirror with --mirror"));
    }

    @Test
    void ofADirectoryThatIsNoMirrorTellWhatBelongsThere() {
        Archive archive = Archive.of(null, "file:///srv/nothing", null);
        assertThatThrownBy(
                        () -> new ArchiveReleases(archive, new AptSettings(null), cache).read(effects(UNREACHABLE, "")))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.render())
                                .startsWith(
                                        "error: the package archive cannot be reached: copy:///srv/nothing/dists/trixie")
                                .contains(
                                        "hint: --mirror and --security-mirror take a directory when it holds dists/trixie"));
    }
}
