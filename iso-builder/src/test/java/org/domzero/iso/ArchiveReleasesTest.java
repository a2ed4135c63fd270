package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
        return new ArchiveReleases(Archive.TRIXIE, cache);
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
        assertThat(ArchiveReleases.packageLists(release(2, 3)))
                .isNotEqualTo(ArchiveReleases.packageLists(release(4, 3)));
    }

    @Test
    void stayWhenOnlyTheDateOrAnotherArchitectureChanges() {
        String later = release(2, 5).replace("22 Nov", "23 Nov");
        assertThat(ArchiveReleases.packageLists(release(2, 3))).isEqualTo(ArchiveReleases.packageLists(later));
    }

    @Test
    void areReadForTheSuiteItsUpdatesAndItsSecurityUpdates() throws IOException {
        List<String> digests = releases().read(effects(new CommandResult(0, "", ""), release(2, 3)));
        assertThat(digests).hasSize(3);
        assertThat(digests.get(0)).startsWith("http://deb.debian.org/debian/dists/trixie/InRelease ");
    }

    @Test
    void withoutNetworkAreThoseOfTheLastCompleteBuild() throws IOException {
        releases().remember(List.of("as it was"));
        CommandResult unreachable = new CommandResult(100, "", "E: Download Failed\n");
        assertThat(releases().read(effects(unreachable, ""))).containsExactly("as it was");
        assertThat(told).contains("the package archive cannot be reached: building from what the cache holds");
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
}
