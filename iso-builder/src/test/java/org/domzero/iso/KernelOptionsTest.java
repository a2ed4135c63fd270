package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelOptionsTest {
    private static final String HINT = "boot loaders would not pass it to the kernel; write options as NAME or"
            + " NAME=VALUE, with spaces between them";

    /** The lines of a menu that differ from those of another, as they are now. */
    private static List<String> changed(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        assertThat(now).hasSameSizeAs(old);
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            if (!now.get(i).equals(old.get(i))) {
                changed.add(now.get(i));
            }
        }
        return changed;
    }

    @Test
    void areAddedToEveryEntryOfBothMenus() {
        BootMenu menu = BootMenu.domzero("1.2.3", false);

        List<String> isolinux = changed(menu.isolinux(), KernelOptions.append(menu.isolinux(), "a=1 b"));
        List<String> grub = changed(menu.grub(), KernelOptions.append(menu.grub(), "a=1 b"));

        assertThat(isolinux)
                .containsExactlyElementsOf(menu.entries().stream()
                        .map(entry -> "  append initrd=/live/initrd.img " + entry.options() + " a=1 b")
                        .toList());
        assertThat(grub)
                .containsExactlyElementsOf(menu.entries().stream()
                        .map(entry -> "  linux /live/vmlinuz " + entry.options() + " a=1 b")
                        .toList());
    }

    @Test
    void areAddedToMenusOfAnotherHand() {
        assertThat(KernelOptions.append("LABEL x\n\tAPPEND quiet  \n  linuxefi /x\n# append it\nappendix y", "a=1"))
                .isEqualTo("LABEL x\n\tAPPEND quiet a=1\n  linuxefi /x\n# append it\nappendix y\n");
    }

    @Test
    void canBeAddedAgain() {
        String menu = BootMenu.domzero("1.2.3", false).grub();

        assertThat(KernelOptions.append(KernelOptions.append(menu, "a=1"), "b=2"))
                .isEqualTo(KernelOptions.append(menu, "a=1 b=2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quiet",
                "console=ttyS1,57600n8 domzero.answers=/run/live/medium/domzero/rack7.toml",
                "ip=[::]:eth0 x=a-b_c.d:e@f%g*h?i!j~k^l(m)`"
            })
    void whatBootLoadersPassOnIsFine(String options) {
        assertThatCode(() -> KernelOptions.check(options)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'", "\\", "$", ";", "{", "}", "|", "&", "<", ">", "#"})
    void refusesWhatABootLoaderTakesForItsOwn(String character) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> KernelOptions.check("quiet a=" + character + "b"))
                .satisfies(error -> {
                    assertThat(error.render())
                            .isEqualTo("error: kernel options \"quiet a=" + character + "b\" hold the character "
                                    + character + "\n  hint: " + HINT);
                    assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\t", "\u007f", "ä", "\u00a0"})
    void refusesWhatIsNotPrintableAscii(String character) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> KernelOptions.check("a" + character))
                .withMessage("kernel options \"a" + character + "\" hold a character that is not printable ASCII");
    }
}
