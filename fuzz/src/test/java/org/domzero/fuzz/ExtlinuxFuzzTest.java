package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.domzero.bootloader.extlinux.ExtlinuxConfig;
import org.domzero.bootloader.extlinux.ExtlinuxEntry;
import org.domzero.bootloader.extlinux.MultibootCommand;
import org.domzero.bootloader.extlinux.SerialDirective;
import org.domzero.bootloader.extlinux.XenEntry;
import org.domzero.toolkit.UserError;

/** What has to be true of every file that can be read at all. */
class ExtlinuxFuzzTest {
    @FuzzTest
    void isReadOrRefusedAndEditsDoWhatTheySay(byte[] file) {
        String text = new String(file, ExtlinuxConfig.CHARSET);
        ExtlinuxConfig config;
        try {
            config = ExtlinuxConfig.parse(text);
        } catch (UserError refused) {
            Told.toAUser(refused);
            assertThat(refused.problems())
                    .allSatisfy(problem -> assertThat(problem.place()).isNotNull());
            return;
        }
        assertThat(config.render()).isEqualTo(text);
        hold(config);
    }

    private static void hold(ExtlinuxConfig config) {
        int entries = config.entries().size();
        assertThat(config.withTimeout(71).timeout()).hasValue(71);
        assertThat(config.withTimeout(71).entries()).isEqualTo(config.entries());
        SerialDirective serial = new SerialDirective(3, 19_200, 0x8);
        assertThat(config.withSerial(serial).serial()).contains(serial);
        ExtlinuxEntry added = new ExtlinuxEntry("added", "A", ExtlinuxEntry.Boot.kernel("k"), "x --- y", "i");
        ExtlinuxConfig longer = config.withEntry(added);
        assertThat(longer.entry("added")).contains(added);
        assertThat(longer.entries().subList(0, entries)).isEqualTo(config.entries());
        assertThat(longer.entries()).hasSize(entries + 1);
        assertThat(longer.withoutEntry("added").entries()).isEqualTo(config.entries());
        for (ExtlinuxEntry entry : config.entries()) {
            hold(config, entry);
        }
    }

    private static void hold(ExtlinuxConfig config, ExtlinuxEntry entry) {
        ExtlinuxEntry first = config.entry(entry.label()).orElseThrow();
        assertThat(config.withEntry(first)).isEqualTo(config);
        assertThat(config.withDefault(entry.label()).defaultLabel()).contains(entry.label());
        assertThat(config.withDefault(entry.label()).entries()).isEqualTo(config.entries());
        ExtlinuxEntry changed = new ExtlinuxEntry(
                entry.label(), null, new ExtlinuxEntry.Boot(ExtlinuxEntry.Boot.Kind.COM32, "c"), "q", "r");
        assertThat(config.withEntry(changed).entry(entry.label())).contains(changed);
        ExtlinuxConfig without = config.withoutEntry(entry.label());
        assertThat(without.entry(entry.label())).isEmpty();
        assertThat(without.timeout()).isEqualTo(config.timeout());
        assertThat(without.serial()).isEqualTo(config.serial());
        try {
            XenEntry.of(entry)
                    .ifPresent(xen -> assertThat(
                                    MultibootCommand.parse(xen.command().render()))
                            .isEqualTo(xen.command()));
        } catch (UserError unreadable) {
            assertThat(unreadable).hasMessageContaining("has no file");
        }
    }
}
