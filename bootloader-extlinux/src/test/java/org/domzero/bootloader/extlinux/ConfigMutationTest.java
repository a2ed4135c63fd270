package org.domzero.bootloader.extlinux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages the samples at random, and holds what has to be true of every file that can be read at all. */
class ConfigMutationTest {
    private static final int ROUNDS = 500;
    private static final List<String> PIECES = List.of(
            "\n",
            "\r\n",
            "\r",
            "\\",
            "\\\n",
            "\\\r\n",
            "\0",
            "\t",
            " ",
            "#",
            "---",
            " --- ",
            "\u00e4",
            "\u2028",
            "LABEL ",
            "\nlabel ",
            "\nAPPEND ",
            "\nKERNEL",
            "\nmenu begin\n",
            "\nMENU SEPARATOR\n",
            "\nmenu label ",
            "\nTEXT HELP\n",
            "\nENDTEXT\n",
            "\nTIMEOUT 5",
            "\nSERIAL 0x3F8",
            "\nDEFAULT \\",
            "\nSAY \\",
            "9",
            "menu");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyFileIsReadOrRefusedAndEditsDoWhatTheySay(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = Samples.read(Samples.NAMES.get(random.nextInt(Samples.NAMES.size())));
            for (int i = random.nextInt(12); i >= 0; i--) {
                text = mutated(text, random);
            }
            ExtlinuxConfig config;
            try {
                config = ExtlinuxConfig.parse(text);
            } catch (UserError refused) {
                assertThat(refused.problems())
                        .allSatisfy(problem -> assertThat(problem.place()).isNotNull());
                continue;
            }
            read++;
            assertThat(config.render()).isEqualTo(text);
            hold(config);
        }
        assertThat(read).as("files that could be read").isGreaterThan(ROUNDS / 4);
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

    private static String mutated(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(random.nextInt(10) == 0 ? 200 : 4));
        String middle = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> text.substring(from, to).repeat(2);
            case 2 -> String.valueOf((char) random.nextInt(256));
            default -> PIECES.get(random.nextInt(PIECES.size()));
        };
        return text.substring(0, from) + middle + text.substring(random.nextBoolean() ? from : to);
    }
}
