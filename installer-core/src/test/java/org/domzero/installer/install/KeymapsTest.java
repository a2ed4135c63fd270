package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.installer.answers.Keymap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list is an excerpt of Debian's: xkb-data 2.35. */
class KeymapsTest {
    private final Keymaps keymaps;

    KeymapsTest() throws IOException {
        keymaps = Keymaps.parse(Files.readString(Path.of("src/test/resources/xkb/base.lst")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us", "de", "de(nodeadkeys)", "de(neo)", "gb(extd)", "latam", "custom", "us(chr)"})
    void knowsLayoutsAndTheirVariants(String keymap) {
        assertThat(keymaps.has(Keymap.parse(keymap))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uk|did you mean \"gb\" (English (UK))?",
                "german|did you mean \"de\" (German)?",
                "austria|did you mean \"at\" (German (Austria))?",
                "de-latin1-nodeadkeys|did you mean \"de\" (German)?",
                "latin|did you mean \"latam\" (Spanish (Latin American))?",
                "latm|did you mean \"latam\" (Spanish (Latin American))?",
                "xx|all layouts, such as \"us\" and \"de\", are in /usr/share/X11/xkb/rules/base.lst",
                "pc105|all layouts, such as \"us\" and \"de\", are in /usr/share/X11/xkb/rules/base.lst",
                "de(nodeadkey)|did you mean \"de(nodeadkeys)\"?",
                "de(us-intl)|the variants of \"de\" are deadacute, deadgraveacute, nodeadkeys, e1, e2, neo",
                "at(nodeadkeys)|\"at\" has no variants",
                "de(basic)|the variants of \"de\" are deadacute, deadgraveacute, nodeadkeys, e1, e2, neo",
                "neo|all layouts, such as \"us\" and \"de\", are in /usr/share/X11/xkb/rules/base.lst",
            })
    void tellsWhatMayHaveBeenMeant(String keymap, String hint) {
        assertThat(keymaps.has(Keymap.parse(keymap))).isFalse();
        assertThat(keymaps.hint(Keymap.parse(keymap))).isEqualTo(hint);
    }

    @Test
    void aListOfSomethingElseHasNoLayouts() {
        assertThat(Keymaps.parse("").layouts()).isEmpty();
        assertThat(Keymaps.parse("us  English (US)\n! model\nde German\n!\n").layouts())
                .isEmpty();
        assertThat(Keymaps.parse("! variant\nodd\n  odd without a colon\n").variants())
                .isEmpty();
    }
}
