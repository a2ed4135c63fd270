package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.domzero.toolkit.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationTest {
    private static final Generation ONE = generation(1, "kernel", "initrd", "xen");

    private static Generation generation(int number, String kernel, String initrd, String xen) {
        return new Generation(
                number,
                "6.12.48+deb13-amd64",
                "4.20-amd64",
                new CommandLines("ucode=scan", "root=UUID=1 ro"),
                List.of(file("vmlinuz", kernel), file("initrd.img", initrd), file("xen.gz", xen)));
    }

    private static BootFile file(String name, String content) {
        return new BootFile(
                name, content.length(), Sha256.of(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void readsWhatItWrote() {
        assertThat(Generation.parse(1, ONE.toJson())).contains(ONE);
        assertThat(Generation.parse(7, ONE.toJson()).orElseThrow().number()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"format\": 2}",
                "{\"format\": 1}",
                "{\"format\": 1, \"files\": [{}]}",
                "{\"format\": 1, \"files\": [{\"name\": \"x\", \"size\": 1, \"sha256\": \"abc\"}]}",
                "{\"format\": 1, \"files\": {}}",
            })
    void whatIsNoDescriptionIsNone(String text) {
        assertThat(Generation.parse(1, text)).isEmpty();
    }

    @Test
    void everyCutOfADescriptionIsNone() {
        String json = ONE.toJson().strip();
        for (int length = 0; length < json.length(); length++) {
            assertThat(Generation.parse(1, json.substring(0, length))).isEmpty();
        }
    }

    @Test
    void tellsWhetherItIsTheSameAndWhetherItBootsAnother() {
        assertThat(ONE.hasContentOf(generation(2, "kernel", "initrd", "xen"))).isTrue();
        assertThat(ONE.hasContentOf(generation(1, "kernel", "again", "xen"))).isFalse();
        assertThat(ONE.bootsOther(generation(2, "kernel", "again", "xen"))).isFalse();
        assertThat(ONE.bootsOther(generation(2, "lenrek", "initrd", "xen"))).isTrue();
        assertThat(ONE.bootsOther(generation(2, "kernel", "initrd", "nex"))).isTrue();
        assertThat(ONE.versions()).isEqualTo("Xen 4.20, Linux 6.12.48+deb13");
    }
}
