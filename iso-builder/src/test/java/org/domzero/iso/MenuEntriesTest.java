package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MenuEntriesTest {
    private static final BootMenu MENU = BootMenu.domzero("1.2.3", false);

    @Test
    void areReadBackFromBothMenus() {
        assertThat(MenuEntries.ofIsolinux(MENU.isolinux())).isEqualTo(MENU.entries());
        assertThat(MenuEntries.ofGrub(MENU.grub())).isEqualTo(MENU.entries());
    }

    @Test
    void haveTheOptionsThatWereAdded() {
        assertThat(MenuEntries.ofIsolinux(KernelOptions.append(MENU.isolinux(), "a=1")))
                .isEqualTo(MenuEntries.ofGrub(KernelOptions.append(MENU.grub(), "a=1")))
                .allMatch(entry -> entry.options().endsWith(" a=1"));
    }

    @Test
    void ofAnotherTextAreNone() {
        for (String text : List.of("", "append x", "menuentry broken {\n linux /x y")) {
            assertThat(MenuEntries.ofIsolinux(text)).isEmpty();
            assertThat(MenuEntries.ofGrub(text)).isEmpty();
        }
    }
}
