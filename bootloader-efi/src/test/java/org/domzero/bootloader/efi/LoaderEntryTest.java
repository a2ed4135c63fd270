package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoaderEntryTest {
    private static final String BY_HAND = """
            # rescue
            title    A rescue system
            version  6.12.9
            efi      /EFI/rescue/linux.efi
            options  root=UUID=1111 ro
            x-vendor something
            options  quiet
            """;

    @Test
    void readsAndWritesBackAnEntryMadeByHand() {
        LoaderEntry entry = LoaderEntry.parse(BY_HAND);

        assertThat(entry.title()).isEqualTo("A rescue system");
        assertThat(entry.sortKey()).isNull();
        assertThat(entry.version()).isEqualTo("6.12.9");
        assertThat(entry.efi()).isEqualTo("/EFI/rescue/linux.efi");
        assertThat(entry.options()).isEqualTo("root=UUID=1111 ro quiet");
        assertThat(entry.render()).isEqualTo(BY_HAND);
    }

    @Test
    void raisesTheVersionOnly() {
        assertThat(LoaderEntry.parse(BY_HAND).with("version", "7").render())
                .isEqualTo(BY_HAND.replace("version  6.12.9", "version 7"));
    }

    @Test
    void readsWhatItMade() {
        LoaderEntry entry = LoaderEntry.of("domzero (slot A)", "domzero", "1", "/a/xen.efi");

        assertThat(LoaderEntry.parse(entry.render())).isEqualTo(entry);
        assertThat(entry.without("version").version()).isNull();
    }
}
