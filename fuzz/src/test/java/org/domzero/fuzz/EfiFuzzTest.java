package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.domzero.bootloader.efi.LoaderConf;
import org.domzero.bootloader.efi.LoaderEntry;
import org.domzero.bootloader.efi.LoaderEntryName;
import org.domzero.bootloader.efi.XenCfg;

class EfiFuzzTest {
    @FuzzTest
    void loaderConfIsReadAndEditsDoWhatTheySay(byte[] file) {
        LoaderConf conf = LoaderConf.parse(text(file));

        assertThat(LoaderConf.parse(conf.render())).isEqualTo(conf);
        assertThat(conf.with("timeout", "7").timeout()).isEqualTo("7");
        assertThat(conf.with("timeout", "7").defaultEntry()).isEqualTo(conf.defaultEntry());
        assertThat(LoaderConf.parse(conf.with("editor", "no").render()).editor())
                .isFalse();
        assertThat(conf.without("editor").editor()).isTrue();
        assertThat(conf.without("console-mode").consoleMode()).isNull();
    }

    @FuzzTest
    void anEntryIsReadAndEditsDoWhatTheySay(byte[] file) {
        LoaderEntry entry = LoaderEntry.parse(text(file));

        assertThat(LoaderEntry.parse(entry.render())).isEqualTo(entry);
        LoaderEntry changed = LoaderEntry.parse(entry.with("version", "2").render());
        assertThat(changed.version()).isEqualTo("2");
        assertThat(changed.title()).isEqualTo(entry.title());
        assertThat(changed.sortKey()).isEqualTo(entry.sortKey());
        assertThat(changed.efi()).isEqualTo(entry.efi());
        assertThat(changed.options()).isEqualTo(entry.options());
        assertThat(entry.without("options").options()).isEmpty();
    }

    @FuzzTest
    void anEntrysFileNameIsReadOrNone(byte[] name) {
        LoaderEntryName entry;
        try {
            entry = LoaderEntryName.parse(text(name));
        } catch (IllegalArgumentException wrong) {
            Told.words(String.valueOf(wrong.getMessage()));
            return;
        }
        assertThat(LoaderEntryName.parse(entry.fileName())).isEqualTo(entry);
        assertThat(LoaderEntryName.parse(entry.armed().fileName())).isEqualTo(entry.armed());
        assertThat(LoaderEntryName.parse(entry.committed().fileName()).exhausted())
                .isFalse();
    }

    @FuzzTest
    void xenCfgIsReadOrToldToBeWrong(byte[] file) {
        XenCfg config;
        try {
            config = XenCfg.parse(text(file));
        } catch (IllegalArgumentException wrong) {
            Told.words(String.valueOf(wrong.getMessage()));
            return;
        }
        assertThat(XenCfg.parse(config.render())).isEqualTo(config);
        assertThat(XenCfg.parse(config.render()).defaultSection()).isEqualTo(config.defaultSection());
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }
}
