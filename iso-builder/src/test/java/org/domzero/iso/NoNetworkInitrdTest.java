package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.ProcessCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the initramfs-tools script {@code dom0/no-network.sh}: what it leaves for those that come after it. */
class NoNetworkInitrdTest {
    @TempDir
    private Path conf = Path.of("");

    private Path parameters() {
        return conf.resolve("param.conf");
    }

    private void run(String argument) throws IOException {
        Path script = Files.writeString(
                conf.resolve("script"),
                Resource.text("dom0/no-network.sh")
                        .replace("/conf/param.conf", parameters().toString()));
        new ProcessCommandRunner().run("sh", script.toString(), argument);
    }

    @Test
    void takesTheNetworkFromTheInitrdAndLeavesOtherParameters() throws IOException {
        Files.writeString(parameters(), "ROOT=/dev/sda2\n");

        run("");

        assertThat(parameters()).hasContent("ROOT=/dev/sda2\nIP=off\n");
    }

    @Test
    void doesNothingWhenItIsAskedForItsPrerequisites() throws IOException {
        run("prereqs");

        assertThat(parameters()).doesNotExist();
    }
}
