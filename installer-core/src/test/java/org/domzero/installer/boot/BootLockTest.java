package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootLockTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void onlyOneAtATime() {
        Host host = new Host(root);
        BootLock.holding(host.effects(), () -> {
            assertThat(Host.errorOf(() -> BootUpdate.perform(host.effects())).render())
                    .isEqualTo("""
                    error: another 'domzero boot update' is running
                      hint: run it again when that one has ended""");
            return "";
        });

        assertThat(BootUpdate.perform(host.effects()).isInStep()).isFalse();
        assertThat(BootUpdate.perform(host.effects()).isInStep()).isTrue();
    }
}
