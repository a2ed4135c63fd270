package org.domzero.p2v.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.ProcessCommandRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedTreeTest {
    @TempDir
    Path machine;

    private Path root;
    private MountedTree tree;

    @BeforeEach
    void aSystem() throws IOException {
        root = Files.createDirectories(machine.resolve("the root"));
        Files.createDirectories(root.resolve("etc/real"));
        Files.createDirectories(root.resolve("var/lib"));
        Files.writeString(machine.resolve("secret"), "of this machine\n");
        Files.writeString(root.resolve("etc/real/fstab"), "# K\u00f6ln\n");
        tree = new MountedTree(root.toString(), new ProcessCommandRunner());
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
    }

    @Test
    void aTextIsFoundByTheSystemsOwnLinks() throws IOException {
        link("etc/fstab", "/etc/real/fstab");
        link("etc/relative", "../etc/./real/../real/fstab");

        assertThat(tree.text("/etc/real/fstab")).contains("# K\u00f6ln\n");
        assertThat(tree.text("/etc/fstab")).contains("# K\u00f6ln\n");
        assertThat(tree.text("/etc/relative")).contains("# K\u00f6ln\n");
        assertThat(tree.text("/etc/none")).isEmpty();
        assertThat(tree.text("/etc/real")).isEmpty();
    }

    @Test
    void noLinkLeadsOut() throws IOException {
        link("etc/absolute", machine.resolve("secret").toString());
        link("etc/up", "../../secret");
        link("etc/self", "self");
        link("outside", machine.toString());

        for (String path : new String[] {"/etc/absolute", "/etc/up", "/etc/self", "/outside/secret"}) {
            assertThat(tree.text(path)).as(path).isEmpty();
        }
        assertThat(tree.isDirectory("/outside")).isFalse();
        assertThat(tree.isDirectory("/var/lib")).isTrue();
        assertThat(tree.isDirectory("/var/lib/none")).isFalse();
        assertThat(tree.isDirectory("/etc/real/fstab")).isFalse();
    }

    @Test
    void aLinkThatLeadsNowhereIsThere() throws IOException {
        link("etc/fstab", "/nowhere");

        assertThat(tree.isThere("/etc/fstab")).isTrue();
        assertThat(tree.isThere("/etc/real/fstab")).isTrue();
        assertThat(tree.isThere("/etc/mtab")).isFalse();
    }

    @Test
    void whatIsNoTextIsNotRead() throws IOException {
        Files.write(root.resolve("etc/large"), new byte[(2 << 20) + 1]);

        assertThat(tree.text("/etc/large")).isEmpty();
    }
}
