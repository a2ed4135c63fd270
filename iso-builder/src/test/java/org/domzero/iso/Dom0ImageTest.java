package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Dom0ImageTest {
    @TempDir
    private Path directory = Path.of("");

    private Dom0Image image(String packages) throws IOException {
        Dom0Image image = new Dom0Image(directory);
        Files.writeString(image.packages(), packages);
        return image;
    }

    @Test
    void knowsItsVersions() throws IOException {
        Dom0Image image = image("""
                xen-hypervisor-4.20-amd64 4.20.2+7-g1badcf5035-0+deb13u1
                xen-hypervisor-common 4.20.2+7-g1badcf5035-0+deb13u1
                xen-system-amd64 4.20.2+7-g1badcf5035-0+deb13u1
                """);
        Files.writeString(directory.resolve("kernel-release"), "6.12.48+deb13-amd64\n");

        assertThat(image.xenVersion()).isEqualTo("4.20-amd64");
        assertThat(image.kernelRelease()).isEqualTo("6.12.48+deb13-amd64");
    }

    @Test
    void saysWhenThereIsNoHypervisorInIt() throws IOException {
        Dom0Image image = image("xen-utils-4.20 4.20.2\n");

        assertThatThrownBy(image::xenVersion)
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("packages.txt") + " lists no hypervisor");
    }
}
