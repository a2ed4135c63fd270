package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XenCfgTest {
    @Test
    void readsSectionsAndValuesWithSpaces() {
        XenCfg cfg = XenCfg.parse("""
                # written by hand
                ; and so is this
                [global]
                default=old   # the one that works

                [new]
                kernel=vmlinuz-6.12 root=/dev/sda2
                [old]
                  options=console=vga,com1 com1=57600 loglvl=all noreboot
                kernel=vmlinuz-6.1 root=UUID=1111 ro console=hvc0
                ramdisk=initrd-6.1
                """);

        assertThat(cfg.sections()).extracting(XenCfg.Section::name).containsExactly("global", "new", "old");
        assertThat(cfg.defaultSection())
                .contains(new XenCfg.Section(
                        "old",
                        Map.of(
                                "options", "console=vga,com1 com1=57600 loglvl=all noreboot",
                                "kernel", "vmlinuz-6.1 root=UUID=1111 ro console=hvc0",
                                "ramdisk", "initrd-6.1")));
    }

    @Test
    void readsOnlyWhatXenWouldSee() {
        XenCfg cfg = XenCfg.parse(
                "video=gfx-1024x768\r\n[xen]\nkernel=first root=/dev/sda1\trw\nkernel=second\nnonsense\nramdisk=cut off");

        assertThat(cfg)
                .as("a tabulator ends the line, the first of two counts, a last line without an end does not")
                .isEqualTo(new XenCfg(List.of(
                        new XenCfg.Section("", Map.of("video", "gfx-1024x768")),
                        new XenCfg.Section("xen", Map.of("kernel", "first root=/dev/sda1")))));
        assertThat(cfg.defaultSection()).isEmpty();
    }

    @Test
    void readsWhatItWrote() {
        XenCfg cfg = XenCfg.domzero("dom0_mem=1024M,max:1024M ucode=scan", "root=UUID=2222 ro");

        assertThat(cfg.render()).isEqualTo("""
                        [global]
                        default=domzero

                        [domzero]
                        options=dom0_mem=1024M,max:1024M ucode=scan
                        kernel=vmlinuz root=UUID=2222 ro
                        ramdisk=initrd.img
                        """);
        assertThat(XenCfg.parse(cfg.render())).isEqualTo(cfg);
    }

    @Test
    void valuesBeforeTheFirstHeaderStayThere() {
        XenCfg cfg = XenCfg.parse("kernel=vmlinuz\n[a]\nramdisk=initrd\n");

        assertThat(cfg.render()).isEqualTo("kernel=vmlinuz\n\n[a]\nramdisk=initrd\n");
    }

    @Test
    void aHeaderOfNoNameEndsTheSectionBeforeIt() {
        XenCfg cfg = XenCfg.parse("[a]\nramdisk=initrd\n[]\nkernel=vmlinuz\n");

        assertThat(cfg.render()).isEqualTo("[a]\nramdisk=initrd\n\n[]\nkernel=vmlinuz\n");
        assertThat(XenCfg.parse(cfg.render())).isEqualTo(cfg);
    }

    @Test
    void refusesAValueThatXenWouldTakeForAComment() {
        assertThatThrownBy(() -> XenCfg.domzero("console=com1 #debug", "ro"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"console=com1 #debug\" cannot be the value of options in xen.cfg: it holds #,"
                        + " and Xen reads only printable ASCII there, with # beginning a comment");
    }

    @Test
    void refusesACharacterThatXenCannotRead() {
        assertThatThrownBy(() -> XenCfg.domzero("", "motd=Grüße"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"vmlinuz motd=Grüße\" cannot be the value of kernel in xen.cfg: it holds U+00FC,"
                        + " and Xen reads only printable ASCII there, with # beginning a comment");
    }
}
