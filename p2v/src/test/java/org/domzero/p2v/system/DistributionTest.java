package org.domzero.p2v.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
    @ParameterizedTest
    @CsvSource({
        "Red Hat Enterprise Linux AS release 4 (Nahant Update 9), rhel, Red Hat Enterprise Linux AS, 4",
        "Red Hat Enterprise Linux Server release 5.11 (Tikanga), rhel, Red Hat Enterprise Linux Server, 5.11",
        "Red Hat Linux release 9 (Shrike), redhat, Red Hat Linux, 9",
        "CentOS release 6.10 (Final), centos, CentOS, 6.10",
        "CentOS Linux release 7.9.2009 (Core), centos, CentOS Linux, 7.9.2009",
        "Scientific Linux SL release 5.5 (Boron), scientific, Scientific Linux SL, 5.5",
        "Fedora Core release 6 (Zod), fedora, Fedora Core, 6",
        "Fedora release 20 (Heisenbug), fedora, Fedora, 20",
    })
    void isOfRedHatsFamily(String line, String id, String name, String version) {
        assertThat(Distribution.of(new Texts(Map.of("/etc/redhat-release", line + "\n"))))
                .isEqualTo(new Distribution(Family.RED_HAT, id, name, version));
    }

    @Test
    void isOracleLinuxThoughItSaysRedHatToo() {
        assertThat(Distribution.of(new Texts(Map.of(
                        "/etc/redhat-release",
                        "Red Hat Enterprise Linux Server release 6.5 (Santiago)\n",
                        "/etc/oracle-release",
                        "Oracle Linux Server release 6.5\n"))))
                .isEqualTo(new Distribution(Family.RED_HAT, "ol", "Oracle Linux Server", "6.5"));
    }

    @Test
    void isWhatOsReleaseSays() {
        assertThat(Distribution.of(
                        new Texts(Map.of("/etc/redhat-release", "Derived from something\n", "/etc/os-release", """
                        NAME="Rocky Linux"
                        ID="rocky"
                        ID_LIKE="rhel centos fedora"
                        VERSION_ID="8.5"
                        """))))
                .isEqualTo(new Distribution(Family.RED_HAT, "rocky", "Rocky Linux", "8.5"));
    }

    @Test
    void isOfTheFamilyThatItIsLike() {
        assertThat(Distribution.of(new Texts(Map.of("/usr/lib/os-release", """
                        NAME="Pop!_OS"
                        ID=pop
                        ID_LIKE="ubuntu debian"
                        VERSION_ID="22.04"
                        """))))
                .isEqualTo(new Distribution(Family.DEBIAN, "pop", "Pop!_OS", "22.04"));
    }

    @Test
    void isOneOfSuse() {
        assertThat(Distribution.of(new Texts(Map.of("/etc/SuSE-release", """
                        SUSE Linux Enterprise Server 11 (x86_64)
                        VERSION = 11
                        PATCHLEVEL = 4
                        """))))
                .isEqualTo(new Distribution(Family.SUSE, "sles", "SUSE Linux Enterprise Server", "11.4"));
        assertThat(Distribution.of(new Texts(Map.of("/etc/SuSE-release", """
                        openSUSE 11.4 (i586)
                        VERSION = 11.4
                        CODENAME = Celadon
                        """))))
                .isEqualTo(new Distribution(Family.SUSE, "opensuse", "openSUSE", "11.4"));
    }

    @Test
    void isUbuntuThoughItHasDebiansFile() {
        assertThat(Distribution.of(new Texts(Map.of(
                        "/etc/debian_version",
                        "squeeze/sid\n",
                        "/etc/lsb-release",
                        "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_CODENAME=lucid\n"))))
                .isEqualTo(new Distribution(Family.DEBIAN, "ubuntu", "Ubuntu", "10.04"));
    }

    @Test
    void isOneByItsOwnFile() {
        assertThat(Distribution.of(new Texts(Map.of("/etc/debian_version", "5.0.10\n"))))
                .isEqualTo(new Distribution(Family.DEBIAN, "debian", "Debian", "5.0.10"));
        assertThat(Distribution.of(new Texts(Map.of("/etc/gentoo-release", "Gentoo Base System release 2.2\n"))))
                .isEqualTo(new Distribution(Family.GENTOO, "gentoo", "Gentoo", "2.2"));
        assertThat(Distribution.of(new Texts(Map.of("/etc/slackware-version", "Slackware 13.37.0\n"))))
                .isEqualTo(new Distribution(Family.SLACKWARE, "slackware", "Slackware", "13.37.0"));
    }

    @Test
    void isUnknownByWhatItSaysOfItself() {
        assertThat(Distribution.of(new Texts(Map.of(
                        "/etc/os-release", "ID=alpine\nPRETTY_NAME=\"Alpine Linux v3.18\"\nVERSION_ID=3.18.4\n"))))
                .isEqualTo(new Distribution(Family.OTHER, "alpine", "Alpine Linux v3.18", "3.18.4"));
        assertThat(Distribution.of(new Texts(Map.of("/etc/arch-release", "Arch Linux\n", "/etc/issue", "hello\n"))))
                .isEqualTo(new Distribution(Family.OTHER, "", "Arch Linux", ""));
        assertThat(Distribution.of(new Texts(Map.of("/etc/issue", "\nLinux From Scratch 6.3\n"))))
                .isEqualTo(new Distribution(Family.OTHER, "", "Linux From Scratch 6.3", ""));
        assertThat(Distribution.of(new Texts(Map.of()))).isEqualTo(new Distribution(Family.OTHER, "", "", ""));
    }

    @Test
    void hasAMajorVersionOrNone() {
        assertThat(new Distribution(Family.RED_HAT, "rhel", "", "5.11").major()).isEqualTo(5);
        assertThat(new Distribution(Family.DEBIAN, "debian", "", "squeeze/sid").major())
                .isEqualTo(-1);
        assertThat(new Distribution(Family.RED_HAT, "rhel", "", "5.11").isUpTo(Family.RED_HAT, 5))
                .isTrue();
        assertThat(new Distribution(Family.RED_HAT, "rhel", "", "").isUpTo(Family.RED_HAT, 5))
                .isFalse();
    }
}
