package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BootDirectoryTest {
    private static BootDirectory of(String... names) {
        return BootDirectory.of(
                "/boot", List.of(names), Set.of("6.1-amd64", "6.2-amd64"), (a, b) -> a.compareTo(b) > 0);
    }

    private static String problem(String... names) {
        return Host.errorOf(() -> of(names)).render();
    }

    @Test
    void findsTheNewestOfEach() {
        assertThat(of(
                        "vmlinuz-6.2-amd64",
                        "initrd.img-6.2-amd64",
                        "vmlinuz-6.1-amd64",
                        "initrd.img-6.1-amd64",
                        "config-6.3-amd64",
                        "xen-4.17-amd64.gz",
                        "xen-4.17-amd64.efi",
                        "xen-4.20-amd64.gz",
                        "xen-4.20-amd64.efi",
                        "xen-4.20-amd64.config"))
                .isEqualTo(new BootDirectory("6.2-amd64", "4.20-amd64"));
    }

    @Test
    void copiesThatSomebodyKeptDoNotCount() {
        assertThat(of(
                        "vmlinuz-6.1-amd64",
                        "initrd.img-6.1-amd64",
                        "vmlinuz-6.2-amd64.old",
                        "vmlinuz-6.2-amd64.dpkg-new",
                        "vmlinuz-6.2-amd64~",
                        "vmlinuz",
                        "xen-4.20-amd64.gz",
                        "xen-4.20-amd64.efi",
                        "xen-syms-4.21.gz"))
                .isEqualTo(new BootDirectory("6.1-amd64", "4.20-amd64"));
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(problem("xen-4.20-amd64.gz"))
                .startsWith("error: /boot holds no kernel (vmlinuz-…); what boots has not been changed\n"
                        + "  hint: 'apt install --reinstall linux-image-amd64' brings it back");
        assertThat(problem("vmlinuz-6.2-amd64", "initrd.img-6.2-amd64"))
                .startsWith("error: /boot holds no Xen (xen-….gz); what boots has not been changed\n");
        assertThat(problem("vmlinuz-6.3-amd64", "initrd.img-6.3-amd64"))
                .startsWith("error: /boot/vmlinuz-6.3-amd64 has no modules in /usr/lib/modules/6.3-amd64;");
        assertThat(BootDirectory.isEmpty(List.of("config-6.2", "grub"))).isTrue();
        assertThat(BootDirectory.isEmpty(List.of("vmlinuz-6.2"))).isFalse();
    }
}
