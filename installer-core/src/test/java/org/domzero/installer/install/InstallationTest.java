package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.partitioner.DiskLayout;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    private final RecordingCommandRunner commands =
            new RecordingCommandRunner().answer("lsblk", Samples.LSBLK).answer("pvs", Samples.PVS);

    @TempDir
    private Path root = Path.of("");

    private record Mistake() implements Action {
        @Override
        public String summary() {
            return "write /etc/fstab";
        }

        @Override
        public void perform(Effects effects) {
            throw new IllegalStateException("no such slot");
        }
    }

    private void carryOut() {
        carryOut(List.of(Phase.of(
                "configure the host",
                new MountFilesystem("/dev/sda2", "ext4", InstallPlan.TARGET),
                new MakeHostKeys(InstallPlan.TARGET))));
    }

    private void carryOut(List<Phase> phases) {
        Installation.carryOut(
                new Preparation(
                        Samples.WITH_PASSWORD,
                        PreparationTest.facts(),
                        new Plan("test", phases),
                        "",
                        Samples.IDENTITIES.repository()),
                new Effects(commands, root, Progress.SILENT));
    }

    @Test
    void runsThePlan() {
        carryOut();

        assertThat(commands.lines())
                .containsExactly("mount -t ext4 /dev/sda2 /run/domzero/target", "ssh-keygen -A -f /run/domzero/target");
    }

    @Test
    void unmountsWhatItMountedWhenItFails() {
        commands.answer("ssh-keygen", new CommandResult(1, "", "no space\n"));

        UserError error = Samples.errorOf(this::carryOut);

        assertThat(error.render())
                .isEqualTo("error: while it was to configure the host (make SSH host keys): "
                        + "\"ssh-keygen -A -f /run/domzero/target\" ended with status 1\n  hint: it said: no space");
        assertThat(commands.lines())
                .containsExactly(
                        "mount -t ext4 /dev/sda2 /run/domzero/target",
                        "ssh-keygen -A -f /run/domzero/target",
                        "umount --recursive --quiet /run/domzero/target");
    }

    @Test
    void theMediumIsReadAnewByWhoTriesAgain() {
        Path digests = Samples.write(root.resolve(DigestsOfBoot.FILE.substring(1)), "as they were at boot\n");
        carryOut();
        assertThat(digests).exists();
        commands.answer("ssh-keygen", new CommandResult(1, "", "no space\n"));

        Samples.errorOf(this::carryOut);

        assertThat(digests).doesNotExist();
    }

    @Test
    void unmountsWhenDomzeroItselfFails() {
        UserError error = Samples.errorOf(() -> carryOut(List.of(Phase.of("configure the host", new Mistake()))));

        assertThat(error.render()).isEqualTo("""
                error: while it was to configure the host (write /etc/fstab): domzero itself failed: \
                java.lang.IllegalStateException: no such slot
                  hint: this is a mistake in domzero; run it again with --debug and report what it shows""");
        assertThat(error).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(commands.lines()).containsExactly("umount --recursive --quiet /run/domzero/target");
    }

    @Test
    void onceThereIsARepositoryTellsHowToTryAgain() {
        DiskLayout layout = DiskLayout.of(Samples.bios().disks(), Samples.IDENTITIES);
        List<Phase> phases = new ArrayList<>(layout.phases());
        phases.add(new Phase("make the repository", layout.repositoryActions()));
        phases.add(Phase.of("configure the host", new MakeHostKeys(InstallPlan.TARGET)));
        commands.answer("ssh-keygen", new CommandResult(1, "", "no space\n"));

        assertThat(Samples.errorOf(() -> carryOut(phases)).render()).isEqualTo("""
                error: while it was to configure the host (make SSH host keys): \
                "ssh-keygen -A -f /run/domzero/target" ended with status 1
                  hint: it said: no space
                  hint: to try again: existing-data = "erase" and \
                erase-repository = "0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10\"""");
    }

    @Test
    void beforeThereIsARepositoryNoOtherAnswersAreNeeded() {
        commands.answer("sfdisk", new CommandResult(1, "", "no such device\n"));

        UserError error = Samples.errorOf(() -> carryOut(
                DiskLayout.of(Samples.bios().disks(), Samples.IDENTITIES).phases()));

        assertThat(error.render())
                .startsWith("error: while it was to partition the disks (")
                .endsWith("\n  hint: it said: no such device");
    }
}
