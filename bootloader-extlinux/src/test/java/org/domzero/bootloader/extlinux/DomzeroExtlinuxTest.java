package org.domzero.bootloader.extlinux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DomzeroExtlinuxTest {
    private static final String XEN = "dom0_mem=1024M,max:1024M ucode=scan com1=115200,8n1 console=com1,vga";
    private static final String LINUX = "root=UUID=2f1b0a54-6a3c-4c3e-9a55-0d8f4f5b7c11 ro console=tty0 console=hvc0";
    private static final XenBoot.Slot A = XenBoot.Slot.usual("a", "Xen 4.20, slot A", "/a/1", XEN, LINUX);
    private static final XenBoot.Slot B = new XenBoot.Slot(
            "b", "domzero 0.2 (slot B)", "/b", "xen-4.20.gz", "vmlinuz-6.12", "initrd-6.12.img", "", "ro");

    private static String file(List<XenBoot.Slot> slots, String defaultLabel, @Nullable SerialPort serial) {
        return DomzeroExtlinux.file(new XenBoot(slots, List.of(), defaultLabel, serial, 3));
    }

    /** Without what only fills it up. */
    private static String shown(String file) {
        return file.replaceAll("\n{2,}", "\n\n").strip() + "\n";
    }

    @Test
    void offersOneSlotOnScreenAndSerialLine() {
        Golden.assertMatches("one-slot-serial.conf", shown(file(List.of(A), "a", SerialPort.parse("com2,57600"))));
    }

    @Test
    void offersTwoSlots() {
        Golden.assertMatches("two-slots.conf", shown(file(List.of(B, A), "b", SerialPort.COM1)));
    }

    @Test
    void offersASlotWithoutASerialLine() {
        Golden.assertMatches("no-serial.conf", shown(file(List.of(A), "a", null)));
    }

    @Test
    void waitsAsLongAsItIsTold() {
        assertThat(ExtlinuxConfig.parse(DomzeroExtlinux.file(new XenBoot(List.of(A), List.of(), "a", null, 30)))
                        .timeout())
                .hasValue(300);
    }

    @Test
    void keepsOtherEntriesUnlessASlotTakesTheirPlace() {
        ExtlinuxEntry other =
                new ExtlinuxEntry("memtest", "Memory test", ExtlinuxEntry.Boot.kernel("/memtest"), null, null);
        ExtlinuxEntry old = new ExtlinuxEntry("a", "old", ExtlinuxEntry.Boot.kernel("/old"), null, null);

        ExtlinuxConfig config = ExtlinuxConfig.parse(
                DomzeroExtlinux.file(new XenBoot(List.of(A), List.of(other, old), "memtest", null, 3)));

        assertThat(config.entries()).extracting(ExtlinuxEntry::label).containsExactly("a", "memtest");
        assertThat(config.entry("memtest")).contains(other);
        assertThat(config.entry("a").orElseThrow().menuLabel()).isEqualTo("Xen 4.20, slot A");
        assertThat(config.defaultLabel()).contains("memtest");
    }

    @Test
    void isAlwaysAsLongWithEachEntryAtTheBeginningOfASector() {
        for (List<XenBoot.Slot> slots : List.of(List.of(A), List.of(A, B))) {
            String file = file(slots, "a", SerialPort.COM1);

            assertThat(file).hasSize(4096).isASCII().endsWith("\n");
            for (XenBoot.Slot slot : slots) {
                assertThat(file.indexOf("label " + slot.label() + "\n"))
                        .isPositive()
                        .matches(at -> at % 512 == 0);
            }
        }
    }

    @Test
    void whateverSectorsOfAWriteReachTheDiskEachEntryIsOldOrNew() {
        XenBoot.Slot newer = XenBoot.Slot.usual("a", "Xen 4.20, slot A", "/a/2", XEN, LINUX);
        XenBoot.Slot previous = XenBoot.Slot.usual("a-previous", "Xen 4.20, slot A (previous)", "/a/1", XEN, LINUX);
        String before = file(List.of(A, B), "a", SerialPort.COM1);
        String after = file(List.of(newer, previous, B), "a", SerialPort.COM1);

        for (int written = 0; written < 1 << 8; written++) {
            StringBuilder torn = new StringBuilder();
            for (int sector = 0; sector < 8; sector++) {
                torn.append((written >> sector & 1) == 0 ? before : after, sector * 512, (sector + 1) * 512);
            }
            ExtlinuxConfig config = ExtlinuxConfig.parse(torn.toString());
            assertThat(config.defaultLabel()).contains("a");
            assertThat(config.entry("a").orElseThrow().append())
                    .isIn(entry(before, "a").append(), entry(after, "a").append());
        }
    }

    private static ExtlinuxEntry entry(String file, String label) {
        return ExtlinuxConfig.parse(file).entry(label).orElseThrow();
    }

    @Test
    void switchesSlotsByOneByteInTheFirstSector() {
        ExtlinuxConfig config = ExtlinuxConfig.parse(file(List.of(A, B), "a", SerialPort.COM1));
        byte[] before = config.render().getBytes(ExtlinuxConfig.CHARSET);
        byte[] after = config.withDefault("b").render().getBytes(ExtlinuxConfig.CHARSET);

        assertThat(after).hasSameSizeAs(before);
        int changed = Arrays.mismatch(before, after);
        assertThat(changed).isBetween(0, 511);
        assertThat(Arrays.mismatch(before, changed + 1, before.length, after, changed + 1, after.length))
                .isEqualTo(-1);
    }

    @Test
    void longOptionsTakeTheRoomThatIsThere() {
        XenBoot.Slot slot = XenBoot.Slot.usual("a", "A", "/a/1", "x".repeat(1700), "y".repeat(1700));
        XenBoot.Slot other = XenBoot.Slot.usual("b", "B", "/b/1", "x", "y");

        String file = file(List.of(slot, other), "a", null);

        assertThat(file).hasSize(4096);
        assertThat(ExtlinuxConfig.parse(file).entries()).hasSize(2);
    }

    @Test
    void namesEverythingThatCannotBeWritten() {
        XenBoot.Slot bad = new XenBoot.Slot("A 1", "t\n", "a", "xen gz", "../vmlinuz", "", "x\\", "quiet --- splash");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> file(List.of(bad, A, A), "b", null))
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                                error: slot "A 1": label cannot be "A 1"
                                  hint: up to 32 of a-z, 0-9 and -
                                error: slot "A 1": title cannot be "t
                                "
                                  hint: printable ASCII, no backslash at the end
                                error: slot "A 1": directory cannot be "a"
                                  hint: an absolute path, as /a
                                error: slot "A 1": Xen file cannot be "xen gz"
                                  hint: a file name, as xen.gz
                                error: slot "A 1": kernel file cannot be "../vmlinuz"
                                  hint: a file name, as vmlinuz
                                error: slot "A 1": initrd file cannot be ""
                                  hint: a file name, as initrd.img
                                error: slot "A 1": Xen options cannot be "x\\"
                                  hint: printable ASCII on one line, no backslash at the end
                                error: slot "A 1": Linux options contain "---", which mboot.c32 takes for the end of the module
                                  hint: leave it out
                                error: slot "a": there are two of that label
                                  hint: give each slot a label of its own
                                error: no entry is called "b", which is to be the default
                                  hint: the entries are A 1, a"""));
    }

    @Test
    void refusesASerialPortThatExtlinuxCannotDrive() {
        for (String port : List.of("com1,230400,8n1", "com1,115200,7e1", "com1,1000")) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> file(List.of(A), "a", SerialPort.parse(port)))
                    .withMessage("extlinux cannot use the serial port as " + SerialPort.parse(port));
        }
    }

    @Test
    void refusesAFileThatOutgrowsItsCluster() {
        XenBoot.Slot slot = XenBoot.Slot.usual("a", "A", "/a/1", "x".repeat(2000), "y".repeat(1900));
        XenBoot.Slot other = XenBoot.Slot.usual("b", "B", "/b/1", "x", "y");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> file(List.of(slot, other), "a", null))
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                                error: extlinux.conf would be 4256 bytes long, and has to fit into 4096
                                  hint: shorten the options of Xen and Linux"""));
    }
}
