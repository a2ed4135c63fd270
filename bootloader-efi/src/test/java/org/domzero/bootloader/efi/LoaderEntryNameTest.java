package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderEntryNameTest {
    @ParameterizedTest
    @CsvSource({
        "domzero-a.conf,        domzero-a,       , 0",
        "domzero-b+1.conf,      domzero-b,      1, 0",
        "xen-a+2-1.conf,        xen-a,          2, 1",
        "b+0-1.conf,            b,              0, 1",
        "a+3+2-1.conf,          a+3,            2, 1",
        "gcc+x.conf,            gcc+x,           , 0",
        "linux-6.12+deb13.conf, linux-6.12+deb13, , 0",
        "+1.conf,               +1,              , 0",
    })
    void readsTheCountAtTheEndOfTheName(String fileName, String name, Integer left, int done) {
        LoaderEntryName parsed = LoaderEntryName.parse(fileName);

        assertThat(parsed).isEqualTo(new LoaderEntryName(name, left, done));
        assertThat(parsed.fileName()).isEqualTo(fileName);
    }

    @Test
    void noTriesDoneNeedNotBeWritten() {
        assertThat(LoaderEntryName.parse("a+4-0.conf")).isEqualTo(LoaderEntryName.parse("a+4.conf"));
    }

    @Test
    void anArmedEntryHasOneTry() {
        assertThat(LoaderEntryName.parse("domzero-b.conf").armed().fileName()).isEqualTo("domzero-b+1.conf");
        assertThat(LoaderEntryName.parse("domzero-b+0-1.conf").armed().fileName())
                .as("armed again after a failed try")
                .isEqualTo("domzero-b+1.conf");
    }

    @Test
    void aCommittedEntryIsNotCounted() {
        assertThat(LoaderEntryName.parse("domzero-b+0-1.conf").committed().fileName())
                .isEqualTo("domzero-b.conf");
    }

    @Test
    void onlyAnEntryWithoutTriesLeftIsExhausted() {
        assertThat(LoaderEntryName.parse("b+0-1.conf").exhausted()).isTrue();
        assertThat(LoaderEntryName.parse("b+1.conf").exhausted()).isFalse();
        assertThat(LoaderEntryName.parse("b.conf").exhausted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"domzero-a.conf.bak", "domzero-a", ".CONF"})
    void refusesAFileThatIsNoEntry(String fileName) {
        assertThatThrownBy(() -> LoaderEntryName.parse(fileName))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + fileName + "\" is not a boot loader entry: those end in .conf");
    }

    @Test
    void refusesAnEmptyName() {
        assertThatThrownBy(() -> LoaderEntryName.parse(".conf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"\" cannot be the name of a boot loader entry");
    }
}
