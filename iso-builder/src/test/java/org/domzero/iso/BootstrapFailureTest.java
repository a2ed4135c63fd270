package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

/** On what mmdebstrap 1.3.5 says, shortened in its long lines. */
class BootstrapFailureTest {
    private static final String UNKNOWN = """
            I: installing remaining packages inside the chroot...
            Reading package lists...
            Building dependency tree...
            E: Unable to locate package nosuchpkg
            E: Unable to locate package another-missing
            E: setup failed: E: apt-get -o Dir::Bin::dpkg=env --yes install nosuchpkg lvm2 another-missing failed
            I: main() received signal PIPE: waiting for setup...
            I: removing tempdir /tmp/mmdebstrap.UoPKh1zo0f...
            E: mmdebstrap failed to run
            """;
    private static final String CONFLICT = """
            The following information may help to resolve the situation:

            The following packages have unmet dependencies:
             systemd-sysv : Conflicts: sysvinit-core but 3.14-4 is to be installed
             sysvinit-core : Depends: initscripts but it is not installable
            E: Unable to correct problems, you have held broken packages.
            E: setup failed: E: apt-get -o Dir::Bin::dpkg=env --yes install systemd-sysv sysvinit-core failed
            I: removing tempdir /tmp/mmdebstrap.ExucS6uq1x...
            E: mmdebstrap failed to run
            """;

    private static UserError of(String said, String... asked) {
        return BootstrapFailure.of(new CommandResult(25, "", said), Archive.TRIXIE, List.of(asked));
    }

    @Test
    void namesEveryUnknownPackageThatTheUserAskedFor() {
        UserError error = of(UNKNOWN, "nosuchpkg", "tcpdump", "another-missing");

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render())
                .isEqualTo("error: --package nosuchpkg: there is none in trixie at http://deb.debian.org/debian\n"
                        + "  hint: packages come from main and non-free-firmware; packages.debian.org knows which there"
                        + " are\n"
                        + "error: --package another-missing: there is none in trixie at http://deb.debian.org/debian\n"
                        + "  hint: packages come from main and non-free-firmware; packages.debian.org knows which there"
                        + " are");
    }

    @Test
    void namesAPackageOfDom0ThatAnotherReleaseDoesNotHave() {
        UserError error = of("E: Package 'systemd-resolved' has no installation candidate\n", "tcpdump");

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.render())
                .startsWith("error: dom0 needs the package systemd-resolved: there is none in trixie at ")
                .endsWith("\n  hint: domzero is made for trixie; or is the mirror incomplete?");
    }

    @Test
    void showsWhatAptHasAgainstPackages() {
        assertThat(of(CONFLICT, "sysvinit-core").render()).isEqualTo("""
                error: the packages of trixie could not be installed: mmdebstrap ended with status 25
                  hint: it said: systemd-sysv : Conflicts: sysvinit-core but 3.14-4 is to be installed
                        sysvinit-core : Depends: initscripts but it is not installable
                        E: Unable to correct problems, you have held broken packages.""");
    }

    @Test
    void showsTheLastWordsOfWhatItDoesNotKnow() {
        assertThat(of("segmentation fault\n").render()).endsWith("\n  hint: it said: segmentation fault");
    }
}
