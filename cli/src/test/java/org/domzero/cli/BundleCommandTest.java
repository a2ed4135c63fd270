package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDateTime;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

class BundleCommandTest {
    @Test
    void itsNameTellsHostAndTime() {
        LocalDateTime time = LocalDateTime.of(2026, 11, 3, 4, 5, 6);

        assertThat(BundleCommand.name("xen01.example.org", time))
                .isEqualTo("domzero-bundle-xen01.example.org-20261103-040506");
        assertThat(BundleCommand.name("a/b c", time)).isEqualTo("domzero-bundle-a_b_c-20261103-040506");
    }

    @Test
    void othersThanRootAreToldSo() {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> BundleCommand.requireRoot(new RecordingCommandRunner().answer("id -u", "1000\n")));

        assertThat(error.render())
                .isEqualTo("error: only root can read what belongs into a bundle\n  hint: run it as root");
        assertThatCode(() -> BundleCommand.requireRoot(new RecordingCommandRunner().answer("id -u", "0\n")))
                .doesNotThrowAnyException();
    }
}
