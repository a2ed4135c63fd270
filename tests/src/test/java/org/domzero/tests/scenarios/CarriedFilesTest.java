package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedFilesTest {
    private static final Set<String> MENDED = Set.of("etc/fstab", "etc/lvm/cache/.cache", "etc/rc.d/rc3.d/S97smartd");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f 644 0:0 1 537 1700000000.1234567890 etc/fstab",
                "f 644 0:0 1 537 1700000000.1234567890 etc/fstab.before-domzero",
                "0123abcd  etc/fstab",
                "x security.selinux=0x00 etc/fstab",
                "d 755 0:0 - - 1700000000.1234567890 etc",
                "f 600 0:0 1 1 1700000000.1234567890 etc/lvm/cache/.cache.before-domzero",
                "l 777 0:0 1 - 1700000000.1234567890 etc/rc.d/rc3.d/S97smartd -> ../init.d/smartd",
                "l 777 0:0 1 - 1700000000.1234567890 etc/rc.d/rc3.d/.S97smartd.before-domzero -> ../init.d/smartd",
                "d 700 0:0 - - 1700000000.1234567890 home/lost+found",
            })
    void letsPassWhatIsMended(String line) {
        assertThat(CarriedFiles.isExpected(line, MENDED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f 644 0:0 1 537 1700000000.1234567890 etc/fstab.d",
                "f 644 0:0 1 537 1700000000.1234567890 srv/etc/fstab",
                "f 644 0:0 1 537 1700000000.1234567890 etc/shadow",
                "f 644 0:0 1 537 1700000000.1234567890 etc/shadow.before-domzero",
                "l 777 0:0 1 - 1700000000.1234567890 etc/mtab -> etc/fstab",
                "d 755 0:0 - - 1700000000.1234567890 usr",
                "x security.selinux=0x00 bin",
                "crw-r--r-- 1 0 0 10, 200 Nov 28 10:00 srv/odd/device",
            })
    void findsAllElse(String line) {
        assertThat(CarriedFiles.isExpected(line, MENDED)).isFalse();
    }
}
