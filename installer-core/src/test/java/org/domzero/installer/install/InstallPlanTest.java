package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.bootloader.efi.InstallSystemdBoot;
import org.domzero.installer.DigestsBelow;
import org.domzero.installer.answers.FinishScript;
import org.domzero.installer.boot.BootUpdate;
import org.domzero.installer.finish.RunFinishScript;
import org.domzero.installer.finish.TellHostKeys;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.plan.PlanRunner;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallPlanTest {
    @TempDir
    private Path root = Path.of("");

    private static List<Plan> plans() {
        return List.of(InstallPlan.of(Samples.bios()), InstallPlan.of(Samples.uefi()));
    }

    /**
     * Carries a plan out under a root that has what the live system has, one action after the other, so that the commands
     * come in the same order each time; returns them with what they read.
     */
    private String carryOut(Plan plan) {
        return run(
                new Plan(plan.title(), List.of(new Phase("all", plan.actions().toList()))));
    }

    private String run(Plan plan) {
        Samples.writeMedium(root.resolve(Samples.MEDIUM.substring(1)));
        Stream.of("ldlinux", "libcom32", "libutil", "mboot", "menu")
                .forEach(module ->
                        Samples.write(root.resolve("usr/lib/syslinux/modules/bios/" + module + ".c32"), module));
        Samples.write(root.resolve("usr/lib/syslinux/mbr/gptmbr.bin"), "boot code");
        Samples.write(root.resolve("usr/lib/systemd/boot/efi/systemd-bootx64.efi"), "systemd-boot");
        Samples.write(root.resolve("var/log/domzero/install.log"), "so far\n");
        RecordingCommandRunner commands =
                new RecordingCommandRunner().answer("lsblk", Samples.LSBLK).answer("pvs", Samples.PVS);
        PlanRunner.run(plan, new Effects(new DigestsBelow(root, commands), root, Progress.SILENT));
        return commands.commands().stream().map(InstallPlanTest::text).collect(Collectors.joining());
    }

    private static String text(Command command) {
        String input = command.input().toString();
        return "$ " + command.line() + "\n" + (input.isEmpty() ? "" : input.indent(4));
    }

    @Test
    void thePlanForABiosMachineWithTwoDisks() {
        Golden.assertMatches("install/bios.plan", InstallPlan.of(Samples.bios()).render());
    }

    @Test
    void thePlanForAUefiMachineWithAnNvmeDisk() {
        Golden.assertMatches("install/uefi.plan", InstallPlan.of(Samples.uefi()).render());
    }

    @Test
    void theCommandsForABiosMachineAndTheTreeTheyLeave() throws IOException {
        Golden.assertMatches("install/bios.commands", carryOut(InstallPlan.of(Samples.bios())));
        Golden.assertMatches("install/bios.tree", Samples.tree(root.resolve("run/domzero/target")));
    }

    /** As it is done on a machine. */
    @Test
    void doingTwoThingsAtATimeLeavesTheSameTree() throws IOException {
        run(InstallPlan.of(Samples.bios()));

        Golden.assertMatches("install/bios.tree", Samples.tree(root.resolve("run/domzero/target")));
    }

    @Test
    void theCommandsForAUefiMachineAndTheTreeTheyLeave() throws IOException {
        Golden.assertMatches("install/uefi.commands", carryOut(InstallPlan.of(Samples.uefi())));
        Golden.assertMatches("install/uefi.tree", Samples.tree(root.resolve("run/domzero/target")));
    }

    @Test
    void bothLoadersBootTheSlotWithTheSameOptions() {
        carryOut(InstallPlan.of(Samples.bios()));
        Path boot = root.resolve("run/domzero/target/boot/domzero");
        String xen = "dom0_mem=4234M,max:4234M ucode=scan com2=57600,8n1 console=com2,vga";
        String linux = "root=UUID=aaaaaaaa-0000-4000-8000-00000000000a ro systemd.gpt_auto=0 console=tty0 console=hvc0";

        for (String file : List.of("extlinux/extlinux.conf", "a/1/xen.cfg")) {
            assertThat(boot.resolve(file)).content().contains(xen, linux);
        }
    }

    /** So that the first update on the host, by apt, has nothing to do unless there is something new. */
    @Test
    void theBootPartitionIsInStepWithTheSlotFromTheBeginning() {
        for (InstallRequest request : List.of(Samples.bios(), Samples.uefi())) {
            carryOut(InstallPlan.of(request));
            Path target = root.resolve("run/domzero/target");
            Samples.write(target.resolve("usr/lib/modules/" + request.manifest().kernelRelease() + "/modules.dep"), "");
            RecordingCommandRunner commands = new RecordingCommandRunner()
                    .answer("findmnt --noheadings --raw --output PARTLABEL", "domzero-a\n")
                    .answer("findmnt --noheadings --raw --output FSTYPE", "vfat rw\n");

            BootUpdate update = BootUpdate.prepare(new Effects(commands, target, Progress.SILENT));

            assertThat(update.plan().phases()).isEmpty();
            assertThat(update.describe())
                    .isEqualTo("slot A boots generation 1: Xen 4.20, Linux 6.12.48+deb13; there is no previous kernel");
        }
    }

    @Test
    void equalRequestsGiveEqualPlans() {
        assertThat(InstallPlan.of(Samples.bios())).isEqualTo(InstallPlan.of(Samples.bios()));
        assertThat(InstallPlan.of(Samples.bios())).isNotEqualTo(InstallPlan.of(Samples.uefi()));
    }

    @Test
    void noHashShowsInAPlan() {
        Plan plan = InstallPlan.of(Samples.bios());

        assertThat(plan.actions()).contains(new SetRootPassword(InstallPlan.TARGET, Samples.HASH));
        for (String shown : List.of(plan.render(), PlanJson.render(plan), plan.toString())) {
            assertThat(shown)
                    .doesNotContain(Samples.HASH)
                    .doesNotContain(Samples.HASH.substring(Samples.HASH.lastIndexOf('$') + 1));
        }
    }

    @Test
    void whatTheMachineNeedsToBootIsKeptByBothBootLoaders() {
        carryOut(InstallPlan.of(Samples.bios()));
        Path boot = root.resolve("run/domzero/target/boot/domzero");

        for (String settings : List.of("extlinux/extlinux.conf", "a/1/xen.cfg")) {
            assertThat(boot.resolve(settings))
                    .content()
                    .containsPattern("ucode=scan com2=57600,8n1 console=com2,vga iommu=off\\b")
                    .containsPattern("console=tty0 console=hvc0 nomodeset\\b")
                    .doesNotContain("intel_iommu", "quiet");
        }
    }

    @Test
    void aHostWithKeysOnlyGetsNoPassword() {
        assertThat(InstallPlan.of(Samples.uefi()).actions()).noneMatch(SetRootPassword.class::isInstance);
    }

    @Test
    void theAnswersOwnScriptRunsOnceAllIsConfiguredAndItsTextStaysOut() {
        Plan plan = InstallPlan.of(Samples.withFinish("script = \"#!/bin/sh\\necho t0ken\\n\""));
        List<Action> actions = plan.actions().toList();
        int script =
                actions.indexOf(new RunFinishScript(InstallPlan.TARGET, new FinishScript("#!/bin/sh\necho t0ken\n")));

        assertThat(actions.subList(0, script)).anyMatch(InstallSystemdBoot.class::isInstance);
        assertThat(actions.subList(script + 1, actions.size()))
                .containsExactly(
                        new TellHostKeys(InstallPlan.TARGET, InstallPlan.RECORDS),
                        new KeepRecords(InstallPlan.RECORDS, InstallPlan.TARGET),
                        new SyncTarget(List.of(InstallPlan.TARGET, InstallPlan.TARGET + "/boot/domzero")),
                        new UnmountTarget(InstallPlan.TARGET));
        assertThat(plan.render() + PlanJson.render(plan) + plan)
                .contains("run finish.script in /run/domzero/target: #!/bin/sh, 21 bytes, SHA-256 ")
                .doesNotContain("t0ken");
    }

    @Test
    void theMediumIsCheckedBeforeAnythingIsLost() {
        for (Plan plan : plans()) {
            List<Action> actions = plan.actions().toList();

            assertThat(actions.get(0))
                    .isEqualTo(
                            new VerifyFiles(Samples.MEDIUM, Samples.manifest().files()));
            assertThat(actions.stream().filter(VerifyFiles.class::isInstance)).hasSize(1);
            assertThat(actions).anyMatch(Action::destructive);
        }
    }

    @Test
    void theFirmwareIsOnlyToldOnUefi() {
        assertThat(InstallPlan.of(Samples.bios()).render()).doesNotContain("firmware boot entry");
        assertThat(InstallPlan.of(Samples.uefi()).render())
                .contains("add the firmware boot entry \"domzero\" for partition 1 of /dev/nvme0n1");
    }
}
