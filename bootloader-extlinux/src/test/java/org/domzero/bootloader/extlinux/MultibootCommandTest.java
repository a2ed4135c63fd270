package org.domzero.bootloader.extlinux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.domzero.bootloader.extlinux.ExtlinuxEntry.Boot;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultibootCommandTest {
    @Test
    void splitsAtWhiteSpaceAndSeparators() {
        MultibootCommand command = MultibootCommand.parse("xen.gz  a=b\t--- vmlinuz ----  --- initrd.img --- policy");

        assertThat(command.modules())
                .containsExactly(
                        new MultibootCommand.Module("xen.gz", List.of("a=b")),
                        new MultibootCommand.Module("vmlinuz", List.of("----")),
                        new MultibootCommand.Module("initrd.img", List.of()),
                        new MultibootCommand.Module("policy", List.of()));
        assertThat(command.render()).isEqualTo("xen.gz a=b --- vmlinuz ---- --- initrd.img --- policy");
    }

    @ParameterizedTest
    @CsvSource({"'',1", "---,1", "xen.gz ---,2", "--- vmlinuz,1", "xen.gz --- --- initrd.img,2"})
    void refusesAModuleWithoutAFile(String text, int module) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> MultibootCommand.parse(text))
                .satisfies(error -> assertThat(error.render())
                        .isEqualTo("error: module " + module + " of the Multiboot command \"" + text
                                + "\" has no file\n  hint: write xen.gz OPTIONS --- vmlinuz OPTIONS --- initrd.img"));
    }

    @Test
    void refusesAWordThatWouldBeTakenForASeparator() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultibootCommand.Module.of("vmlinuz", "quiet --- splash"))
                .withMessage("\"---\" cannot be one word of a Multiboot command");
    }

    @Test
    void seesXenOnlyWhereMbootStartsAKernelOnAnother() {
        assertThat(XenEntry.of(new ExtlinuxEntry("a", null, Boot.kernel("vmlinuz"), "x --- y", null)))
                .isEmpty();
        assertThat(XenEntry.of(new ExtlinuxEntry("a", null, Boot.kernel("mboot.c32"), "memtest", null)))
                .isEmpty();
        assertThat(XenEntry.of(new ExtlinuxEntry("a", null, null, "x --- y", null)))
                .isEmpty();
        assertThat(XenEntry.of(new ExtlinuxEntry(
                        "a", null, new Boot(Boot.Kind.COM32, "/extlinux/MBOOT.C32"), "x --- y", null)))
                .isPresent();
    }
}
