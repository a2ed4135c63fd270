package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    @Test
    void isThatOfTrixieUnlessToldOtherwise() {
        assertThat(Archive.of(null, null, null)).isEqualTo(Archive.TRIXIE);
        assertThat(Archive.TRIXIE.tested()).isTrue();
        assertThat(Archive.TRIXIE.hostSources()).isEqualTo(Archive.TRIXIE.sources());
    }

    @Test
    void takesMirrorsWithOrWithoutASlashAtTheEnd() {
        Archive archive = Archive.of("trixie", "https://mirror.example/debian//", "http://[2001:db8::1]:8080/sec/");

        assertThat(archive)
                .isEqualTo(new Archive("trixie", "https://mirror.example/debian", "http://[2001:db8::1]:8080/sec"))
                .isEqualTo(Archive.of(null, "https://mirror.example/debian", "http://[2001:db8::1]:8080/sec"));
    }

    @Test
    void aDirectoryOfTheBuildMachineIsNotGivenToHosts() {
        Archive archive = Archive.of(null, "file:///srv/debian/", null);

        assertThat(archive.sources().get(0)).isEqualTo("deb copy:///srv/debian trixie main non-free-firmware");
        assertThat(archive.releaseFiles().get(0)).isEqualTo("copy:///srv/debian/dists/trixie/InRelease");
        assertThat(archive.hostSources()).isEqualTo(Archive.TRIXIE.sources());
    }

    @Test
    void anotherReleaseIsUntested() {
        Archive forky = Archive.of("forky", null, null);

        assertThat(forky.tested()).isFalse();
        assertThat(forky.sources())
                .containsExactly(
                        "deb http://deb.debian.org/debian forky main non-free-firmware",
                        "deb http://deb.debian.org/debian forky-updates main non-free-firmware",
                        "deb http://deb.debian.org/debian-security forky-security main non-free-firmware");
    }

    @Test
    void thatFor32BitMachinesIsOnTheSameMirrors() {
        Archive legacy =
                Archive.of("forky", "http://mirror.example/debian", null).legacy("i386");

        assertThat(legacy.sources())
                .containsExactly(
                        "deb http://mirror.example/debian bookworm main non-free-firmware",
                        "deb http://mirror.example/debian bookworm-updates main non-free-firmware",
                        "deb http://deb.debian.org/debian-security bookworm-security main non-free-firmware");
        assertThat(legacy.withoutSecurity().sources())
                .isEqualTo(legacy.sources().subList(0, 2));
        assertThat(legacy.withoutSecurity().releaseFiles())
                .isEqualTo(legacy.releaseFiles().subList(0, 2));
    }

    @Test
    void whatIsNeverReleasedHasNoUpdates() {
        Archive sid = Archive.of("sid", null, null);

        assertThat(sid.sources()).containsExactly("deb http://deb.debian.org/debian sid main non-free-firmware");
        assertThat(sid.releaseFiles()).containsExactly("http://deb.debian.org/debian/dists/sid/InRelease");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "debian",
                "/srv/debian",
                "ftp://mirror.example/debian",
                "http:///debian",
                "file:///",
                "file://host/srv",
                "http://mirror.example/a b",
                "http://mirror.example/a'b",
                "http://mirror.example/debian?x",
                "http://mirror.example/debian#x",
                "http://mirror.example/debian trixie main\ndeb x"
            })
    void refusesWhatIsNoMirror(String mirror) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> Archive.of(null, mirror, null))
                .satisfies(error -> {
                    assertThat(error.render())
                            .isEqualTo("error: --mirror \"" + mirror + "\" is not the address of an archive\n"
                                    + "  hint: as http://deb.debian.org/debian, or file:///srv/debian for one on this"
                                    + " machine");
                    assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
                });
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceAndNoPassword() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> Archive.of("Trixie/main", "ftp://x", "http://ops:s3cret@mirror.example/security"))
                .satisfies(error -> assertThat(error.render())
                        .contains(
                                "error: --suite \"Trixie/main\" is not the name of a release\n  hint: as trixie, in",
                                "error: --mirror \"ftp://x\"",
                                "error: --security-mirror holds a user name\n  hint: every host would get it")
                        .doesNotContain("s3cret"));
    }
}
