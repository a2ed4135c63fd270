package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.ProcessCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the initramfs-tools script {@code dom0/emulated.sh}: only an emulated processor loses the randomisation. */
class EmulatedInitrdTest {
    @TempDir
    private Path proc = Path.of("");

    private String randomisation(String cpuinfo, String... arguments) throws IOException {
        Path setting = proc.resolve("randomize_va_space");
        Files.writeString(setting, "2\n");
        Files.writeString(proc.resolve("cpuinfo"), cpuinfo);
        Path script = Files.writeString(
                proc.resolve("script"),
                Resource.text("dom0/emulated.sh")
                        .replace("/proc/cpuinfo", proc.resolve("cpuinfo").toString())
                        .replace("/proc/sys/kernel/randomize_va_space", setting.toString()));
        new ProcessCommandRunner().run("sh", script.toString(), String.join(" ", arguments));
        return Files.readString(setting).strip();
    }

    @Test
    void itIsOffUnderTcg() throws IOException {
        String cpuinfo = "processor\t: 0\nmodel name\t: QEMU TCG CPU version 2.5+\nflags\t\t: fpu\n";

        assertThat(randomisation(cpuinfo)).isEqualTo("0");
        assertThat(randomisation(cpuinfo, "prereqs")).isEqualTo("2");
    }

    @Test
    void itStaysOnEverywhereElse() throws IOException {
        for (String model : new String[] {
            "Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz",
            "AMD EPYC 7302P 16-Core Processor",
            "QEMU Virtual CPU version 2.5+"
        }) {
            assertThat(randomisation("processor\t: 0\nmodel name\t: " + model + "\n"))
                    .as(model)
                    .isEqualTo("2");
        }
        assertThat(randomisation("")).isEqualTo("2");
    }
}
