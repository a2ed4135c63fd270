package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every file that somebody may have. */
class XlConfigurationsTest {
    static List<String> names() {
        return Configurations.names();
    }

    private static XlConfig config(String name) {
        return XlConfig.parse(name, Configurations.read(name));
    }

    /** Every setting of another key, as it is written, in the order of the file. */
    private static List<String> others(XlConfig config, String key) {
        return settings(config).stream()
                .filter(setting -> !setting.key().equals(key))
                .map(setting -> config.text().substring(setting.start(), setting.end()))
                .toList();
    }

    private static List<Setting> settings(XlConfig config) {
        return ConfigParser.parse(new Source("again", config.text()));
    }

    private static List<Setting> settings(XlConfig config, String key) {
        return settings(config).stream()
                .filter(setting -> setting.key().equals(key))
                .toList();
    }

    private static boolean isList(XlConfig config, String key) {
        return settings(config, key).get(0).isList();
    }

    private static boolean isNested(XlConfig config, String key) {
        return settings(config, key).stream()
                .anyMatch(setting -> setting.value() instanceof Value.Items items
                        && items.values().stream().anyMatch(Value.Items.class::isInstance));
    }

    private static List<String> commentsOutside(XlConfig config, String key) {
        List<Setting> settings = settings(config, key);
        return Comments.of(config.text()).stream()
                .filter(comment -> settings.stream()
                        .noneMatch(setting -> setting.start() <= comment.offset() && comment.offset() < setting.end()))
                .map(Comments::text)
                .toList();
    }

    @Test
    void thereAreFilesOfManyStyles() {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(14).allMatch(name -> name.endsWith(".cfg"));
        assertThat(Configurations.read("crlf.cfg")).contains("\r\n").doesNotContainPattern("[^\r]\n");
        assertThat(Configurations.read("no-final-newline.cfg")).doesNotEndWith("\n");
        assertThat(Configurations.read("no-final-newline-comment.cfg")).doesNotEndWith("\n");
        assertThat(Configurations.read("tabs.cfg")).contains("\t");
    }

    @ParameterizedTest
    @MethodSource("names")
    void textComesBackAsItWas(String name) {
        assertThat(config(name).text()).isEqualTo(Configurations.read(name));
        assertThat(config(name).keys()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void settingWhatIsThereAlreadyChangesNothing(String name) {
        XlConfig config = config(name);

        for (String key : config.keys()) {
            if (!isList(config, key)) {
                String text = String.valueOf(config.string(key));
                assertThat(config.with(key, text).text()).isEqualTo(config.text());
                OptionalLong number = XlNumber.parse(text);
                if (number.isPresent()) {
                    assertThat(config.with(key, number.getAsLong()).text()).isEqualTo(config.text());
                }
            } else if (!isNested(config, key)) {
                assertThat(config.with(key, config.list(key)).text()).isEqualTo(config.text());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void anotherTextOrNumberLeavesTheRestAlone(String name) {
        XlConfig config = config(name);

        for (String key : config.keys()) {
            String text = "new \"text\" with \\ and # and 'quotes'\t\n";
            requireOnlyChange(config, key, config.with(key, text));
            assertThat(config.with(key, text).string(key)).isEqualTo(text);
            assertThat(config.with(key, -7).number(key)).hasValue(-7);
            requireOnlyChange(config, key, config.with(key, 123456));
            assertThat(config.with(key, 123456).number(key)).hasValue(123456);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void anotherListLeavesTheRestAlone(String name) {
        XlConfig config = config(name);

        for (String key : config.keys()) {
            for (List<String> wanted : lists(config, key)) {
                XlConfig changed = config.with(key, wanted);
                requireOnlyChange(config, key, changed);
                assertThat(changed.list(key)).isEqualTo(wanted);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void listsThatChangeKeepTheirComments(String name) {
        XlConfig config = config(name);

        for (String key : config.keys()) {
            if (isList(config, key)
                    && !isNested(config, key)
                    && settings(config, key).size() == 1) {
                for (List<String> wanted : lists(config, key)) {
                    assertThat(Comments.texts(config.with(key, wanted).text()))
                            .isEqualTo(Comments.texts(config.text()));
                }
            }
        }
    }

    private static List<List<String>> lists(XlConfig config, String key) {
        List<List<String>> lists = new ArrayList<>(List.of(List.of(), List.of("one"), List.of("one", "two\n")));
        if (isList(config, key) && !isNested(config, key)) {
            List<String> present = config.list(key);
            for (int i = 0; i <= present.size(); i++) {
                List<String> longer = new ArrayList<>(present);
                longer.add(i, "added");
                lists.add(longer);
                if (i < present.size()) {
                    List<String> changed = new ArrayList<>(present);
                    changed.set(i, "changed");
                    lists.add(changed);
                    List<String> shorter = new ArrayList<>(present);
                    shorter.remove(i);
                    lists.add(shorter);
                }
            }
        }
        return lists;
    }

    @ParameterizedTest
    @MethodSource("names")
    void settingsGoAndLeaveTheRestAlone(String name) {
        XlConfig config = config(name);

        for (String key : config.keys()) {
            XlConfig without = config.without(key);
            requireOnlyChange(config, key, without);
            assertThat(without.has(key)).isFalse();
            assertThat(without.string(key)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void newSettingsComeLast(String name) {
        XlConfig config = config(name);
        String newline = name.equals("crlf.cfg") ? "\r\n" : "\n";

        XlConfig changed = config.with("domzero", List.of("a", "b"));

        assertThat(changed.text())
                .startsWith(config.text())
                .endsWith(newline + "domzero = [" + newline + "    \"a\"," + newline + "    \"b\"" + newline + "]"
                        + newline);
        requireOnlyChange(config, "domzero", changed);
        assertThat(changed.without("domzero").text().stripTrailing())
                .isEqualTo(config.text().stripTrailing());
    }

    private static void requireOnlyChange(XlConfig config, String key, XlConfig changed) {
        assertThat(others(changed, key)).as(key).isEqualTo(others(config, key));
        assertThat(Comments.texts(changed.text())).as(key).containsSubsequence(commentsOutside(config, key));
    }

    @ParameterizedTest
    @MethodSource("names")
    void disksAndNetworkCardsCanBeReadAndWritten(String name) {
        XlConfig config = config(name);

        for (String spec : config.list("disk")) {
            XlDisk disk = XlDisk.parse(spec);
            assertThat(XlDisk.parse(disk.spec())).isEqualTo(disk);
        }
        for (String spec : config.list("vif")) {
            XlNic nic = XlNic.parse(spec);
            assertThat(XlNic.parse(nic.spec())).isEqualTo(nic);
        }
    }
}
