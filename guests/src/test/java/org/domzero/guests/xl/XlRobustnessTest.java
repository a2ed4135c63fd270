package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a file, it is read or refused, and what was read can be edited. */
class XlRobustnessTest {
    private static final String TELLING = "[]\"'\\=+;#,\n\r\t abx019_%({.\0\f\u0085\ufeff\ud83d\udda5";

    static List<String> names() {
        return Configurations.names();
    }

    @Test
    void readsOrRefusesAnything() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            requireReadOrRefused(new String(bytes, StandardCharsets.ISO_8859_1));
            requireReadOrRefused(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsOrRefusesAnythingOfWhatCounts() {
        Random random = new Random(2);
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "a = [" : "a=");
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(telling(random));
            }
            requireReadOrRefused(text.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsOrRefusesWhatWasTamperedWith(String name) {
        Random random = new Random(3);
        String original = Configurations.read(name);
        for (int i = 0; i < 150; i++) {
            StringBuilder text = new StringBuilder(original);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                tamper(text, random);
            }
            requireReadOrRefused(text.toString());
        }
    }

    private static void tamper(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 2 : 30));
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, telling(random));
            case 1 -> text.setCharAt(at, telling(random));
            case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            default -> text.delete(at, Math.max(at + 1, Math.min(end, text.length() - 1)));
        }
        if (text.isEmpty()) {
            text.append(' ');
        }
    }

    private static char telling(Random random) {
        return TELLING.charAt(random.nextInt(TELLING.length()));
    }

    private static void requireReadOrRefused(String text) {
        XlConfig config;
        try {
            config = XlConfig.parse("web.cfg", text);
        } catch (UserError refused) {
            assertThat(refused.render()).doesNotContain("\r", "\0", "\f");
            return;
        }
        assertThat(config.text()).isEqualTo(text);
        for (String key : new ArrayList<>(config.keys())) {
            assertThat(config.with(key, "new").string(key)).isEqualTo("new");
            assertThat(config.with(key, List.of("new", "newer")).list(key)).containsExactly("new", "newer");
            assertThat(config.without(key).has(key)).isFalse();
            readDevices(config, key);
        }
        assertThat(config.with("domzero", 1).number("domzero")).hasValue(1);
    }

    private static void readDevices(XlConfig config, String key) {
        List<String> specs;
        try {
            specs = config.list(key);
        } catch (UserError noList) {
            return;
        }
        for (String spec : specs) {
            try {
                XlDisk disk = XlDisk.parse(spec);
                assertThat(XlDisk.parse(disk.spec())).isEqualTo(disk);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
            try {
                XlNic nic = XlNic.parse(spec);
                assertThat(XlNic.parse(nic.spec())).isEqualTo(nic);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("MAC");
            }
        }
    }
}
