package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EfiSlotTest {
    private static final EfiSlot A = new EfiSlot("a", "Xen 4.20, slot A", "/a/3", 2, false);

    @Test
    void startsXen() {
        assertThat(A.entryName().fileName()).isEqualTo("domzero-a.conf");
        assertThat(A.entry().render()).isEqualTo("""
                title Xen 4.20, slot A
                sort-key domzero
                version 2
                efi /a/3/xen.efi
                """);
    }

    @Test
    void aFallbackSortsBehindEverySlot() {
        EfiSlot fallback = new EfiSlot("a-previous", "Xen 4.20, slot A (previous)", "/a/2", 9, true);

        assertThat(fallback.entryName().fileName()).isEqualTo("domzero-a-previous.conf");
        assertThat(fallback.entry().sortKey()).isEqualTo("domzero-fallback").isGreaterThan("domzero");
    }

    @Test
    void refusesWhatIsNoSlot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EfiSlot("a", "x", "/EFI/xen", 1, false))
                .withMessage("\"/EFI/xen\" is not a folder of the boot partition for a slot, as /a/1 is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EfiSlot("../a", "x", "/a/1", 1, false))
                .withMessage("\"../a\" is not a label, as a and a-previous are");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EfiSlot("a", "x", "/a/1", 0, false))
                .withMessage("a slot's version counts from 1, it cannot be 0");
    }
}
