package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import org.domzero.guests.vm.GuestType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestTargetTest {
    @ParameterizedTest
    @CsvSource({
        "PV, /dev/xvda, '(hd0)'",
        "PV, UUID=0a0b0c0d, '(hd0)'",
        "HVM, /dev/hda1, '(hd0,0)'",
        "HVM, /dev/sda2, '(hd0,1)'",
        "HVM, UUID=0a0b0c0d, '(hd0,0)'",
    })
    void namesItsRootForGrub(GuestType type, String root, String grub) {
        assertThat(Sample.target(type, root, GuestConsole.HVC0).grubRoot()).isEqualTo(grub);
    }
}
