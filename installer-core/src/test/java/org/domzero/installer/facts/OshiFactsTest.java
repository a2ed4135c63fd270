package org.domzero.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OshiFactsTest {
    @Test
    void agreesWithTheKernelOfThisMachine() throws IOException {
        OshiFacts facts = OshiFacts.read();

        List<String> meminfo = Files.readAllLines(Path.of("/proc/meminfo"));
        assertThat(meminfo.get(0)).contains(" " + facts.memory().bytes() / 1024 + " kB");
        assertThat(facts.logicalCores()).isEqualTo((int) Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor"))
                .count());
        assertThat(facts.processorModel()).isNotBlank().isNotEqualTo("unknown");
        assertThat(facts.product().vendor()).isNotEqualTo("unknown");
    }
}
