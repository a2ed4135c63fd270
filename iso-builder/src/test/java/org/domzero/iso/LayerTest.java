package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTest {
    @TempDir
    private Path directory = Path.of("");

    private Path write(Layer.Entry... entries) throws IOException {
        Path root = directory.resolve("root");
        new Layer(List.of(entries)).writeTo(root);
        return root;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void writesTextWithItsMode() throws IOException {
        Path root = write(
                new Layer.TextFile("usr/bin/domzero", "#!/bin/sh\n", true),
                new Layer.TextFile("etc/motd", "größe\n", false));

        assertThat(root.resolve("usr/bin/domzero")).hasContent("#!/bin/sh\n");
        assertThat(mode(root.resolve("usr/bin/domzero"))).isEqualTo("rwxr-xr-x");
        assertThat(root.resolve("etc/motd")).hasContent("größe\n");
        assertThat(mode(root.resolve("etc/motd"))).isEqualTo("rw-r--r--");
    }

    @Test
    void makesLinksThatNeedNotLeadAnywhere() throws IOException {
        Path root = write(new Layer.Link("etc/systemd/system/x.timer", "/dev/null"), new Layer.Link("a", "nowhere"));

        assertThat(Files.readSymbolicLink(root.resolve("etc/systemd/system/x.timer")))
                .hasToString("/dev/null");
        assertThat(Files.readSymbolicLink(root.resolve("a"))).hasToString("nowhere");
    }

    @Test
    void copiesAFile() throws IOException {
        Path jar = Files.write(directory.resolve("x.jar"), new byte[] {0, (byte) 0xff, '\n'});

        Path root = write(new Layer.Copied("usr/lib/domzero/lib/y.jar", jar));

        assertThat(root.resolve("usr/lib/domzero/lib/y.jar")).hasSameBinaryContentAs(jar);
    }

    @Test
    void copiesADirectoryAsItIs() throws IOException {
        Path source = directory.resolve("runtime");
        Files.createDirectories(source.resolve("bin"));
        Files.createDirectories(source.resolve("empty"));
        Files.writeString(source.resolve("bin/java"), "java");
        Files.setPosixFilePermissions(source.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(source.resolve("bin/link"), Path.of("java"));
        Files.createSymbolicLink(source.resolve("folder"), Path.of("bin"));

        Path copy = write(new Layer.Copied("usr/lib/domzero/runtime", source)).resolve("usr/lib/domzero/runtime");

        assertThat(copy.resolve("bin/java")).isRegularFile().hasContent("java");
        assertThat(mode(copy.resolve("bin/java"))).isEqualTo("rwxr-xr-x");
        assertThat(copy.resolve("empty")).isEmptyDirectory();
        assertThat(Files.readSymbolicLink(copy.resolve("bin/link"))).hasToString("java");
        assertThat(Files.readSymbolicLink(copy.resolve("folder"))).hasToString("bin");
    }
}
