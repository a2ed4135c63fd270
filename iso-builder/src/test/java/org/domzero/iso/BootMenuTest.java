package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.Test;

class BootMenuTest {
    private static final BootMenu MENU = BootMenu.domzero("1.2.3", true);

    @Test
    void forBios() {
        Golden.assertMatches("isolinux.cfg", MENU.isolinux());
    }

    @Test
    void forUefi() {
        Golden.assertMatches("grub.cfg", MENU.grub());
    }

    @Test
    void what32BitMachinesStartIsThereForBiosAlone() {
        assertThat(MENU.isolinux()).contains("label p2v-legacy", "kernel /legacy/vmlinuz", "initrd=/legacy/initrd.img");
        assertThat(MENU.grub()).doesNotContain("legacy");
        assertThat(BootMenu.domzero("1.2.3", false).isolinux()).doesNotContain("legacy");
    }

    @Test
    void entriesDifferInNameAndDoOneThing() {
        assertThat(MENU.entries()).extracting(BootMenu.Entry::id).doesNotHaveDuplicates();
        assertThat(MENU.entries()).extracting(BootMenu.Entry::options).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheFirstEntryGuessesTheConsoleAndSaysSoAfterItsGuess() {
        assertThat(MENU.entries().get(0).options()).endsWith(" console=tty0 domzero.console=auto");
        assertThat(MENU.entries().subList(1, MENU.entries().size()))
                .noneMatch(entry -> entry.options().contains("domzero.console"));
    }

    @Test
    void optionsHoldNothingThatAMenuWouldTakeForItsOwn() {
        MENU.entries().forEach(entry -> KernelOptions.check(entry.options()));

        assertThat(MENU.entries()).isNotEmpty();
    }
}
