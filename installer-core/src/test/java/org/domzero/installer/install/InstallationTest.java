package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    @TempDir
    private Path root = Path.of("");

    private void carryOut() {
        Plan plan = new Plan(
                "test",
                List.of(Phase.of(
                        "configure the host",
                        new MountFilesystem("/dev/sda2", "ext4", InstallPlan.TARGET),
                        new GiveIdentity(InstallPlan.TARGET))));
        Installation.carryOut(
                new Preparation(Samples.WITH_PASSWORD, PreparationTest.facts(), plan, ""),
                new Effects(commands, root, Progress.SILENT));
    }

    @Test
    void runsThePlan() {
        carryOut();

        assertThat(commands.lines())
                .containsExactly(
                        "mount -t ext4 /dev/sda2 /run/domzero/target",
                        "ssh-keygen -A -f /run/domzero/target",
                        "systemd-machine-id-setup --root=/run/domzero/target");
    }

    @Test
    void unmountsWhatItMountedWhenItFails() {
        commands.answer("ssh-keygen", new CommandResult(1, "", "no space\n"));

        UserError error = Samples.errorOf(this::carryOut);

        assertThat(error.render())
                .isEqualTo("error: while it was to configure the host (make SSH host keys and a machine-id): "
                        + "\"ssh-keygen -A -f /run/domzero/target\" ended with status 1\n  hint: it said: no space");
        assertThat(commands.lines())
                .containsExactly(
                        "mount -t ext4 /dev/sda2 /run/domzero/target",
                        "ssh-keygen -A -f /run/domzero/target",
                        "umount --recursive --quiet /run/domzero/target");
    }
}
