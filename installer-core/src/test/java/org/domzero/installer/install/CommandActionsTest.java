package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the actions that are little else than commands. */
class CommandActionsTest {
    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<ProgressEvent> events = new ArrayList<>();

    @TempDir
    private Path root = Path.of("");

    private void perform(Action action) {
        action.perform(new Effects(commands, root, events::add));
    }

    @Test
    void unpacksOverWhatIsThereWithLittleMemory() {
        perform(new UnpackImage("/run/live/medium/live/10-dom0.squashfs", "/run/domzero/target", 0, 1));

        assertThat(commands.lines())
                .containsExactly("env MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=1073741824"
                        + " unsquashfs -force -quiet -percentage -data-queue 32 -frag-queue 32"
                        + " -dest /run/domzero/target /run/live/medium/live/10-dom0.squashfs");
        assertThat(commands.commands().get(0).limit()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void percentagesAreItsShareOfThePhase() {
        commands.answer(
                "env", "Parallel unsquashfs: Using 2 processors\n0\n 50%\n\n100 \n7 inodes\n1000\ncreated 5 files\n");

        perform(new UnpackImage("/image", "/target", 0.25, 0.75));

        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Fraction(0.25),
                        new ProgressEvent.Fraction(0.5),
                        new ProgressEvent.Fraction(0.75));
    }

    @Test
    void aDamagedImageIsToldInTheWordsOfTheProgram() {
        commands.answer("env", new CommandResult(1, "", "zstd uncompress failed with error code 20\n"));

        UserError error = Samples.errorOf(() -> perform(new UnpackImage("/image", "/target", 0, 1)));

        assertThat(error.render())
                .isEqualTo("error: \"env MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=1073741824"
                        + " unsquashfs -force -quiet -percentage -data-queue 3…\" ended with status 1\n"
                        + "  hint: it said: zstd uncompress failed with error code 20");
    }

    @Test
    void rootsPasswordGoesThroughStandardInputOnly() {
        SetRootPassword action = new SetRootPassword("/run/domzero/target", Samples.HASH);
        perform(action);

        Command command = commands.commands().get(0);
        assertThat(commands.lines()).containsExactly("chpasswd --encrypted --root /run/domzero/target");
        assertThat(command.input()).isEqualTo(new Command.Input("root:" + Samples.HASH + "\n", true));
        assertThat(command.input()).hasToString("(secret)");
        assertThat(action).hasToString("SetRootPassword[/run/domzero/target]");
        assertThat(action.summary()).isEqualTo("set root's password");
    }

    @Test
    void mountsByTypeAtADirectoryThatItMakes() {
        perform(new MountFilesystem("/dev/sda1", "vfat", "/run/domzero/target/boot/domzero"));

        assertThat(root.resolve("run/domzero/target/boot/domzero")).isDirectory();
        assertThat(commands.lines()).containsExactly("mount -t vfat /dev/sda1 /run/domzero/target/boot/domzero");
    }

    @Test
    void givesTheHostKeysAndAMachineIdOfItsOwn() {
        perform(new MakeHostKeys("/run/domzero/target"));
        perform(new MakeMachineId("/run/domzero/target"));

        assertThat(root.resolve("run/domzero/target/etc/ssh")).isDirectory();
        assertThat(commands.lines())
                .containsExactly(
                        "ssh-keygen -A -f /run/domzero/target", "systemd-machine-id-setup --root=/run/domzero/target");
    }

    @Test
    void hostKeysThatWereMadeWhileTheLiveSystemStartedAreForOneInstall() {
        Samples.write(root.resolve("run/domzero/host-keys/etc/ssh/ssh_host_rsa_key"), "private");
        Samples.write(root.resolve("run/domzero/host-keys/etc/ssh/ssh_host_rsa_key.pub"), "public");

        perform(new MakeHostKeys("/run/domzero/target"));

        assertThat(commands.lines())
                .containsExactly(
                        "cp --preserve=mode --target-directory=/run/domzero/target/etc/ssh"
                                + " /run/domzero/host-keys/etc/ssh/ssh_host_rsa_key"
                                + " /run/domzero/host-keys/etc/ssh/ssh_host_rsa_key.pub",
                        "rm --recursive /run/domzero/host-keys");
    }

    @Test
    void aDiskThatCouldNotTakeWhatWasWrittenIsAFailure() {
        commands.answer(
                "sync --file-system /target/boot",
                new CommandResult(1, "", "sync: error syncing '/target/boot': Input/output error\n"));

        UserError error = Samples.errorOf(() -> perform(new SyncTarget(List.of("/target", "/target/boot"))));

        assertThat(commands.lines()).containsExactly("sync --file-system /target", "sync --file-system /target/boot");
        assertThat(error.render())
                .isEqualTo("error: not everything could be written to the disk: sync: error syncing '/target/boot':"
                        + " Input/output error\n  hint: the disk, its cable or its controller fails; the kernel's"
                        + " messages (dmesg) name the sectors");
    }

    @Test
    void unmountsEverythingInTheNewSystem() {
        perform(new UnmountTarget("/run/domzero/target"));

        assertThat(commands.lines()).containsExactly("umount --recursive /run/domzero/target");
    }
}
