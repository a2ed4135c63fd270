package org.domzero.bootloader.extlinux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.domzero.bootloader.extlinux.ExtlinuxEntry.Boot;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExtlinuxConfigTest {
    private final ExtlinuxConfig xenServer = ExtlinuxConfig.parse(Samples.read("xenserver-5.conf"));
    private final ExtlinuxConfig continued = ExtlinuxConfig.parse(Samples.read("xenserver-continued.conf"));
    private final ExtlinuxConfig menu = ExtlinuxConfig.parse(Samples.read("menu.conf"));

    static Stream<String> texts() {
        return Stream.concat(
                Samples.NAMES.stream()
                        .map(Samples::read)
                        .flatMap(text -> Stream.of(text, text.replace("\n", "\r\n"), text.stripTrailing())),
                Stream.of("", "\n", "#", " \t ", "APPEND", "APPEND x \\", "APPEND x \\\n", "label a\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void rendersWhatItRead(String text) {
        assertThat(ExtlinuxConfig.parse(text).render()).isEqualTo(text);
    }

    @Test
    void readsTheSettingsOfXenServer() {
        assertThat(xenServer.serial()).contains(new SerialDirective(0, 115_200, null));
        assertThat(xenServer.defaultLabel()).contains("xe");
        assertThat(xenServer.prompt()).isTrue();
        assertThat(xenServer.timeout()).hasValue(50);
        assertThat(xenServer.ui()).isEmpty();
        assertThat(xenServer.onTimeout()).isEmpty();
        assertThat(xenServer.entries()).extracting(ExtlinuxEntry::label).containsExactly("xe", "xe-serial", "safe");
    }

    @Test
    void readsAPortByItsAddressAndFlowControl() {
        assertThat(continued.serial()).contains(new SerialDirective(0x3f8, 9600, 0x303));
        assertThat(continued.prompt()).isFalse();
    }

    @Test
    void readsTheXenEntryOfXenServer() {
        XenEntry entry = XenEntry.of(xenServer.entry("xe-serial").orElseThrow()).orElseThrow();

        assertThat(entry.loader()).isEqualTo("mboot.c32");
        assertThat(entry.xen().file()).isEqualTo("/boot/xen.gz");
        assertThat(entry.xen().options()).containsExactly("com1=115200,8n1", "console=com1,tty", "dom0_mem=752M");
        assertThat(entry.linux().file()).isEqualTo("/boot/vmlinuz-2.6-xen");
        assertThat(entry.linux().options())
                .containsExactly("root=LABEL=root-abcd", "ro", "console=tty0", "console=ttyS0,115200n8");
        assertThat(entry.initrd()).contains(MultibootCommand.Module.of("/boot/initrd-2.6-xen.img", ""));
    }

    @Test
    void joinsContinuedLines() {
        XenEntry entry = XenEntry.of(continued.entry("xe").orElseThrow()).orElseThrow();

        assertThat(entry.command().render())
                .isEqualTo("/boot/xen.gz dom0_mem=752M console=com1,vga --- /boot/vmlinuz-2.6-xen"
                        + " root=LABEL=root-abcd ro --- /boot/initrd-2.6-xen.img");
    }

    @Test
    void doesNotContinueComments() {
        assertThat(continued.entry("fallback").orElseThrow().boot()).isEqualTo(Boot.kernel("mboot.c32"));
    }

    @Test
    void readsMenusSubmenusAndHelpTexts() {
        assertThat(menu.ui()).contains("vesamenu.c32 extlinux/theme.cfg");
        assertThat(menu.onTimeout()).contains("local");
        assertThat(menu.timeout()).as("the last one counts, wherever it stands").hasValue(200);
        assertThat(menu.entries())
                .containsExactly(
                        new ExtlinuxEntry(
                                "linux",
                                "^Linux",
                                new Boot(Boot.Kind.LINUX, "/vmlinuz"),
                                null,
                                "/intel-ucode.img,/initrd.img"),
                        new ExtlinuxEntry("memtest", null, new Boot(Boot.Kind.COM32, "elf.c32"), "memtest.elf", null),
                        new ExtlinuxEntry("local", null, new Boot(Boot.Kind.LOCALBOOT, "0x80"), "-", null));
    }

    @Test
    void namesEveryLineThatSyslinuxWouldMisread() {
        String text = "SERIAL com1\nTIMEOUT soon\nPROMPT\nLABEL\n  KERNEL x\nSERIAL\nAPPEND " + "x".repeat(5000)
                + "\nTEXT HELP\nLABEL lost\n";

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> ExtlinuxConfig.parse("/boot/extlinux.conf", text))
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                                error: /boot/extlinux.conf:1: SERIAL: "com1" is not a number (port)
                                  hint: write SERIAL 0 115200 for COM1
                                error: /boot/extlinux.conf:2: TIMEOUT "soon" is not a whole number
                                  hint: it takes tenths of a second, as in TIMEOUT 50 for five seconds
                                error: /boot/extlinux.conf:3: PROMPT "" is not a whole number
                                  hint: it takes 0 or 1, as in PROMPT 0
                                error: /boot/extlinux.conf:4: LABEL without a name
                                  hint: name the entry: LABEL xe
                                error: /boot/extlinux.conf:6: SERIAL: no port is named
                                  hint: write SERIAL 0 115200 for COM1
                                error: /boot/extlinux.conf:7: the line is 5008 characters long, and Syslinux reads no more than 4095 of it
                                  hint: shorten it
                                error: /boot/extlinux.conf:8: TEXT without ENDTEXT hides the rest of the file
                                  hint: end the text by a line that says ENDTEXT"""));
    }

    @Test
    void changesOnlyTheDefaultsLine() {
        assertThat(xenServer.withDefault("safe").render())
                .isEqualTo(Samples.read("xenserver-5.conf").replace("DEFAULT xe", "DEFAULT safe"));
    }

    @Test
    void refusesADefaultThatIsNoEntry() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> xenServer.withDefault("XE"))
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                                error: no boot entry is called "XE"
                                  hint: the entries are xe, xe-serial, safe"""));
    }

    @Test
    void replacesOrAddsSettings() {
        assertThat(xenServer
                        .withTimeout(30)
                        .withSerial(new SerialDirective(1, 9600, null))
                        .render())
                .startsWith("# location mbr\nSERIAL 1 9600\nDEFAULT xe\nPROMPT 1\nTIMEOUT 30\n\nLABEL xe\n");
        assertThat(ExtlinuxConfig.parse("# mine\r\nDEFAULT a\r\n\r\nLABEL a\r\n")
                        .withTimeout(0)
                        .withSerial(new SerialDirective(0x2f8, 115_200, 0))
                        .render())
                .isEqualTo("# mine\r\nSERIAL 0x2f8 115200 0x0\r\nDEFAULT a\r\nTIMEOUT 0\r\n\r\nLABEL a\r\n");
    }

    @Test
    void changesAnEntryInPlaceAndKeepsWhatItDoesNotModel() {
        ExtlinuxEntry linux = menu.entry("linux").orElseThrow();
        ExtlinuxEntry wanted =
                new ExtlinuxEntry("linux", null, Boot.kernel("/vmlinuz-new"), "root=/dev/sda1", linux.initrd());

        assertThat(menu.withEntry(wanted).render())
                .isEqualTo(Samples.read("menu.conf")
                        .replace("\tMENU LABEL ^Linux\n", "")
                        .replace("\tLINUX /vmlinuz\n", "\tKERNEL /vmlinuz-new\n")
                        .replace("\tIPAPPEND 2\n", "\tIPAPPEND 2\n\tAPPEND root=/dev/sda1\n"));
    }

    @Test
    void leavesAnEntryAloneThatDoesNotChange() {
        for (ExtlinuxConfig config : new ExtlinuxConfig[] {xenServer, continued, menu}) {
            for (ExtlinuxEntry entry : config.entries()) {
                assertThat(config.withEntry(entry)).isEqualTo(config);
            }
        }
    }

    @Test
    void joinsAContinuedLineOnlyWhenItsValueChanges() {
        XenEntry xe = XenEntry.of(continued.entry("xe").orElseThrow()).orElseThrow();
        MultibootCommand command = MultibootCommand.parse("/boot/xen.gz --- /boot/vmlinuz");

        assertThat(continued.withEntry(xe.withCommand(command).toEntry()).render())
                .contains("  kernel mboot.c32\n  append /boot/xen.gz --- /boot/vmlinuz\n\nlabel fallback\n");
        assertThat(continued.withTimeout(10).render()).contains("dom0_mem=752M \\\n         console=com1,vga --- \\\n");
    }

    @Test
    void appendsANewEntryInTheFilesStyle() {
        ExtlinuxEntry entry = new ExtlinuxEntry("b", "Slot B", Boot.kernel("mboot.c32"), "x --- y", null);

        assertThat(ExtlinuxConfig.parse("DEFAULT a\r\nLABEL a\r\n\tKERNEL k \\")
                        .withEntry(entry)
                        .render())
                .isEqualTo(
                        "DEFAULT a|LABEL a|\tKERNEL k||LABEL b|\tMENU LABEL Slot B|\tKERNEL mboot.c32|\tAPPEND x --- y|"
                                .replace("|", "\r\n"));
    }

    @Test
    void removesAnEntryButNotTheSettingsAmongIt() {
        assertThat(menu.withoutEntry("linux").render())
                .contains("FrobNicate\tyes\n\n\tTIMEOUT 200\n\nMENU BEGIN more\n");
        assertThat(continued.withoutEntry("xe").render())
                .contains("timeout 50\n\nlabel fallback\n")
                .doesNotContain("console=com1");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> ExtlinuxConfig.parse("").withoutEntry("a"))
                .satisfies(error -> assertThat(error.render())
                        .isEqualTo("error: no boot entry is called \"a\"\n  hint: the file has no entries"));
    }

    @Test
    void bootsTheFirstOfTwoEntriesOfTheSameLabel() {
        ExtlinuxConfig twice = ExtlinuxConfig.parse("label a\n kernel one\nlabel a\n kernel two\n");

        assertThat(twice.entry("a").orElseThrow().boot()).isEqualTo(Boot.kernel("one"));
        assertThat(twice.withoutEntry("a").entries()).isEmpty();
    }
}
