package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoaderConfTest {
    private static final String BY_HAND = """
            # kept by the people in the machine room
            timeout\t10

              default domzero-*
            editor "yes"
            console-mode max
            random-seed-mode off
            timeout 20
            """;

    @Test
    void readsWhatSystemdBootReads() {
        LoaderConf conf = LoaderConf.parse(BY_HAND);

        assertThat(conf.timeout()).as("the last one counts").isEqualTo("20");
        assertThat(conf.defaultEntry()).isEqualTo("domzero-*");
        assertThat(conf.editor()).isTrue();
        assertThat(conf.consoleMode()).isEqualTo("max");
    }

    @Test
    void writesBackWhatItRead() {
        assertThat(LoaderConf.parse(BY_HAND).render()).isEqualTo(BY_HAND);
    }

    @Test
    void changesOneSettingAndLeavesTheRest() {
        LoaderConf conf = LoaderConf.parse(BY_HAND)
                .with("timeout", "3")
                .without("default")
                .with("auto-firmware", "no");

        assertThat(conf.render()).isEqualTo("""
                        # kept by the people in the machine room
                        timeout 3

                        editor "yes"
                        console-mode max
                        random-seed-mode off
                        auto-firmware no
                        """);
    }

    @Test
    void doesNotTakeOneKeyForAnotherThatBeginsAlike() {
        LoaderConf conf = LoaderConf.parse("default-x 1\ntimeoutless 2\n#timeout 3\ntimeout\n");

        assertThat(conf.defaultEntry()).isNull();
        assertThat(conf.timeout()).isNull();
    }

    @Test
    void domzeroHasNoDefaultEntry() {
        LoaderConf conf = LoaderConf.domzero(3);

        assertThat(conf.defaultEntry()).isNull();
        assertThat(conf.timeout()).isEqualTo("3");
        assertThat(conf.editor()).isFalse();
    }

    @Test
    void editingIsAllowedUnlessTurnedOff() {
        assertThat(LoaderConf.parse("").editor()).isTrue();
        assertThat(LoaderConf.parse("editor off\n").editor()).isFalse();
    }

    @Test
    void refusesAValueThatWouldBecomeAnotherLine() {
        assertThatThrownBy(() -> LoaderConf.domzero(3).with("timeout", "3\ndefault x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"3\ndefault x\" cannot be the value of timeout in a boot loader's file:"
                        + " it has to be one line that is not empty");
    }
}
