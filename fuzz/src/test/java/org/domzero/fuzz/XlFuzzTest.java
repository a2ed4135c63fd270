package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.domzero.guests.vm.Definition;
import org.domzero.guests.xl.XlConfig;
import org.domzero.guests.xl.XlDisk;
import org.domzero.guests.xl.XlNic;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;

/** What has to be true of every configuration of a guest, and of every disk and network card in one. */
class XlFuzzTest {
    /** Nothing of which may be taken for what stands around it. */
    private static final String NEW = "it's \"new\"; # [1, 2] \\, \n\t=";

    /** A file may have thousands of keys, each of which is edited. */
    private static final int MOST = 12;

    @FuzzTest
    void aConfigurationIsReadOrRefusedAndEditsDoWhatTheySay(byte[] file) {
        XlConfig config;
        try {
            config = XlConfig.parse("web1.cfg", text(file));
        } catch (UserError refused) {
            Told.toAUser(refused);
            assertThat(refused.problems())
                    .allSatisfy(problem -> assertThat(problem.place()).isNotNull());
            return;
        }
        assertThat(config.text()).isEqualTo(text(file));
        Map<String, List<String>> values = values(config);
        for (String key : config.keys().stream().limit(MOST).toList()) {
            hold(config, key, values);
        }
        hold(config, "domzero_fuzz", values);
    }

    private static void hold(XlConfig config, String key, Map<String, List<String>> values) {
        assertThat(written(config.with(key, NEW), key, values).string(key)).isEqualTo(NEW);
        assertThat(written(config.with(key, -7), key, values).number(key)).hasValue(-7);
        assertThat(written(config.with(key, 0x7fff), key, values).number(key)).hasValue(0x7fff);
        assertThat(written(config.without(key), key, values).has(key)).isFalse();
        List<String> some = List.of(NEW, "", NEW);
        assertThat(written(config.with(key, some), key, values).list(key)).isEqualTo(some);
        assertThat(written(config.with(key, List.of()), key, values).list(key)).isEmpty();
        List<String> old = values.getOrDefault(key, List.of());
        List<String> longer = new ArrayList<>(old.subList(old.size() / 2, old.size()));
        longer.add(NEW);
        longer.addAll(old.subList(0, old.size() / 2));
        assertThat(written(config.with(key, longer), key, values).list(key)).isEqualTo(longer);
    }

    /** What is in the file after a change of one key, which is to be the only one. */
    private static XlConfig written(XlConfig changed, String key, Map<String, List<String>> before) {
        XlConfig again = XlConfig.parse("again.cfg", changed.text());
        assertThat(again).isEqualTo(changed);
        Map<String, List<String>> expected = new LinkedHashMap<>(before);
        expected.remove(key);
        Map<String, List<String>> actual = values(again);
        actual.remove(key);
        assertThat(actual).containsExactlyEntriesOf(expected);
        return again;
    }

    private static Map<String, List<String>> values(XlConfig config) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        config.keys().forEach(key -> values.put(key, value(config, key)));
        return values;
    }

    private static List<String> value(XlConfig config, String key) {
        try {
            return config.list(key);
        } catch (UserError noList) {
            Told.toAUser(noList);
        }
        try {
            return List.of(String.valueOf(config.string(key)));
        } catch (UserError listOfLists) {
            Told.toAUser(listOfLists);
            return List.of("lists");
        }
    }

    @FuzzTest
    void aDefinitionIsReadOrRefused(byte[] file) {
        Definition definition;
        try {
            definition = Definition.parse("web1.cfg", text(file));
        } catch (UserError refused) {
            Told.toAUser(refused);
            return;
        }
        assertThat(definition.name()).isNotNull();
        assertThat(definition.uuid()).isNotNull();
        assertThat(definition.vcpus()).isNotNegative();
        ByteSize memory = definition.memory();
        Definition described = again(definition.withDescription(NEW));
        assertThat(described.description()).isEqualTo(NEW);
        assertThat(described.memory()).isEqualTo(memory);
        assertThat(described.type()).isEqualTo(definition.type());
        assertThat(described.disks()).isEqualTo(definition.disks());
        assertThat(described.nics()).isEqualTo(definition.nics());
        assertThat(again(described.withDescription("")).description()).isEmpty();
        Definition larger = again(definition.withMemory(ByteSize.gibibytes(3)).withVcpus(3));
        assertThat(larger.memory()).isEqualTo(ByteSize.gibibytes(3));
        assertThat(larger.vcpus()).isEqualTo(3);
        assertThat(larger.description()).isEqualTo(definition.description());
    }

    private static Definition again(Definition definition) {
        return Definition.parse("again.cfg", definition.config().text());
    }

    @FuzzTest
    void aDiskIsReadOrRefused(byte[] spec) {
        XlDisk disk;
        try {
            disk = XlDisk.parse(text(spec));
        } catch (IllegalArgumentException refused) {
            Told.words(String.valueOf(refused.getMessage()));
            return;
        }
        assertThat(XlDisk.parse(disk.spec())).isEqualTo(disk);
        requireFitForAFile(disk.spec());
        XlDisk moved = XlDisk.parse(disk.withTarget("/dev/a, b=c:d,").spec());
        assertThat(moved.target()).isEqualTo("/dev/a, b=c:d,");
        assertThat(moved.vdev()).isEqualTo(disk.vdev());
        assertThat(moved.cdrom()).isEqualTo(disk.cdrom());
        assertThat(moved.writable()).isEqualTo(disk.writable());
        assertThat(moved.options()).isEqualTo(disk.options());
        assertThat(moved.format()).isEqualTo(disk.target().isEmpty() ? XlDisk.Format.RAW : disk.format());
    }

    @FuzzTest
    void aNetworkCardIsReadOrRefused(byte[] spec) {
        XlNic nic;
        try {
            nic = XlNic.parse(text(spec));
        } catch (IllegalArgumentException refused) {
            Told.words(String.valueOf(refused.getMessage()));
            return;
        }
        assertThat(XlNic.parse(nic.spec())).isEqualTo(nic);
        requireFitForAFile(nic.spec());
        XlNic other =
                XlNic.parse(nic.withMac("00:16:3e:00:00:01").withBridge("b").spec());
        assertThat(other).isEqualTo(new XlNic("00:16:3e:00:00:01", "b", nic.options()));
        assertThat(XlNic.parse(nic.withMac(null).withBridge(null).spec()))
                .isEqualTo(new XlNic(null, null, nic.options()));
    }

    /** What is read of one file has to fit into another. */
    private static void requireFitForAFile(String spec) {
        XlConfig config = XlConfig.parse("web1.cfg", "").with("list", List.of("first", spec));
        assertThat(XlConfig.parse("again.cfg", config.text()).list("list")).containsExactly("first", spec);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }
}
