package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootStatusTest {
    private final Host host;

    BootStatusTest(@TempDir Path root) {
        this.host = new Host(root);
    }

    @BeforeEach
    void aHostWithAPreviousKernel() {
        host.update();
        host.kernel("6.12.118+deb13-amd64", "two");
        host.update();
    }

    private String rendered() {
        return BootStatus.read(host.effects()).render().replaceAll("partition: .* free", "partition: … free");
    }

    @Test
    void showsWhatBoots() {
        assertThat(rendered()).isEqualTo("""
                slot A (running, default)
                  generation 1    previous  Xen 4.20, Linux 6.12.48+deb13
                  generation 2    current   Xen 4.20, Linux 6.12.118+deb13
                slot B: nothing to boot
                boot partition: … free
                in step with /boot of slot A
                """);
    }

    @Test
    void showsWhatIsNotInStep() {
        host.kernel("6.12.120+deb13-amd64", "three");

        assertThat(rendered())
                .endsWith("NOT in step: /boot holds Xen 4.20, Linux 6.12.120+deb13 as no generation has it;"
                        + " run 'domzero boot update'\n");

        host.delete("/boot/initrd.img-6.12.120+deb13-amd64");
        assertThat(rendered()).contains("NOT in step: /boot/initrd.img-6.12.120+deb13-amd64 is missing");
    }

    @Test
    void showsSettingsThatWereChanged() {
        host.write("/boot/domzero/loader/loader.conf", "timeout 99\n");
        assertThat(rendered())
                .endsWith("NOT in step: the boot loaders' settings are not as they should be; run 'domzero"
                        + " boot update'\n");

        host.write("/boot/domzero/extlinux/extlinux.conf", "timeout x\n");
        assertThat(rendered()).contains("NOT in step: ", "extlinux.conf:1: TIMEOUT \"x\" is not a whole number");
    }

    @Test
    void showsDamage() {
        host.write("/boot/domzero/a/2/vmlinuz", "short");
        host.write("/boot/domzero/b/4/vmlinuz", "short");

        assertThat(rendered())
                .contains("  generation 2    current   is damaged: vmlinuz is 5 bytes long instead of 10\n")
                .contains("slot B\n  generation 4    unused    is incomplete: it has no generation.json\n")
                .contains("NOT in step");
    }

    @Test
    void tellsProgramsTheSame() {
        host.write("/boot/domzero/b/4/vmlinuz", "short");

        assertThat(BootStatus.read(host.effects()).toJson().toString())
                .startsWith("{\"running\":\"a\",\"default\":\"a\",\"inStep\":true,\"problems\":[],\"size\":")
                .contains("{\"slot\":\"a\",\"number\":2,\"role\":\"current\",\"whole\":true,"
                        + "\"kernelRelease\":\"6.12.118+deb13-amd64\",\"xenVersion\":\"4.20-amd64\"}")
                .contains("{\"slot\":\"b\",\"number\":4,\"role\":\"unused\",\"whole\":false,"
                        + "\"problem\":\"is incomplete: it has no generation.json\"}");
    }
}
