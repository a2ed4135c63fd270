package org.domzero.bootloader.extlinux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class DomzeroExtlinuxTest {
    private static final String XEN = "dom0_mem=1024M,max:1024M ucode=scan com1=115200,8n1 console=com1,vga";
    private static final String LINUX = "root=UUID=2f1b0a54-6a3c-4c3e-9a55-0d8f4f5b7c11 ro console=tty0 console=hvc0";
    private static final XenBoot.Slot A = XenBoot.Slot.usual("a", "domzero 0.1 (slot A)", XEN, LINUX);
    private static final XenBoot.Slot B = new XenBoot.Slot(
            "b", "domzero 0.2 (slot B)", "/b", "xen-4.20.gz", "vmlinuz-6.12", "initrd-6.12.img", "", "ro");

    @Test
    void offersOneSlotOnScreenAndSerialLine() {
        Golden.assertMatches(
                "one-slot-serial.conf",
                DomzeroExtlinux.configuration(new XenBoot(List.of(A), "a", SerialPort.parse("com2,57600")))
                        .render());
    }

    @Test
    void offersTwoSlots() {
        Golden.assertMatches(
                "two-slots.conf",
                DomzeroExtlinux.configuration(new XenBoot(List.of(A, B), "b", SerialPort.COM1))
                        .render());
    }

    @Test
    void offersASlotWithoutASerialLine() {
        Golden.assertMatches(
                "no-serial.conf",
                DomzeroExtlinux.configuration(new XenBoot(List.of(A), "a", null))
                        .render());
    }

    @Test
    void switchesSlotsByOneByteInTheFirstSector() {
        ExtlinuxConfig config = DomzeroExtlinux.configuration(new XenBoot(List.of(A, B), "a", SerialPort.COM1));
        byte[] before = config.render().getBytes(ExtlinuxConfig.CHARSET);
        byte[] after = config.withDefault("b").render().getBytes(ExtlinuxConfig.CHARSET);

        assertThat(after).hasSameSizeAs(before);
        int changed = Arrays.mismatch(before, after);
        assertThat(changed).isBetween(0, 511);
        assertThat(Arrays.mismatch(before, changed + 1, before.length, after, changed + 1, after.length))
                .isEqualTo(-1);
    }

    @Test
    void namesEverythingThatCannotBeWritten() {
        XenBoot.Slot bad = new XenBoot.Slot("A 1", "t\n", "a", "xen gz", "../vmlinuz", "", "x\\", "quiet --- splash");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> DomzeroExtlinux.configuration(new XenBoot(List.of(bad, A, A), "b", null)))
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
                                error: no slot is called "b", which is to be the default
                                  hint: the slots are A 1, a, a"""));
    }

    @Test
    void refusesASerialPortThatExtlinuxCannotDrive() {
        for (String port : List.of("com1,230400,8n1", "com1,115200,7e1", "com1,1000")) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(
                            () -> DomzeroExtlinux.configuration(new XenBoot(List.of(A), "a", SerialPort.parse(port))))
                    .withMessage("extlinux cannot use the serial port as " + SerialPort.parse(port));
        }
    }

    @Test
    void refusesAFileThatOutgrowsItsCluster() {
        XenBoot.Slot slot = XenBoot.Slot.usual("a", "A", "x".repeat(2000), "y".repeat(1900));
        XenBoot.Slot other = XenBoot.Slot.usual("b", "B", "x", "y");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> DomzeroExtlinux.configuration(new XenBoot(List.of(slot, other), "a", null)))
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                                error: extlinux.conf would be 4157 bytes long, and has to stay below 4096
                                  hint: shorten the options of Xen and Linux"""));
    }
}
