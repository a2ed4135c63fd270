package org.domzero.guests.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NfsExportTest {
    private static final UUID ID = UUID.fromString("aaaaaaaa-2222-4333-8444-555555555555");
    private static final String DIRECTORY = "/run/sr-mount/" + ID;

    @TempDir
    Path root;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    private Effects effects(CommandRunner runner) {
        return new Effects(runner, root, event -> {});
    }

    private static void perform(List<Action> actions, Effects effects) {
        actions.forEach(action -> action.perform(effects));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nas:/vms", "10.0.0.5:/", "nas.example.com:/export/vms and more", "[fe80::1%eth0]:/vms"})
    void isAServerAndADirectory(String text) {
        assertThat(NetworkPlace.isOne(text)).isTrue();
        assertThat(NetworkPlace.parse(text, "").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/iso", "nas", "nas:vms", "-o:/x;", "a b:/vms", ":/vms"})
    void isNothingElse(String text) {
        assertThat(NetworkPlace.isOne(text)).isFalse();
    }

    @Test
    void takesNoOptionsThatAreNone() {
        assertThat(NfsExport.parse("nas:/vms", "vers=4.1,port=2050").options()).isEqualTo("vers=4.1,port=2050");
        assertThatThrownBy(() -> NfsExport.parse("nas:/vms", "ro; reboot"))
                .hasMessage("\"ro; reboot\" are no options of a mount");
    }

    @Test
    void isMountedSoThatAServerThatIsGoneEndsInAnError() {
        perform(NfsExport.parse("nas:/vms", "port=2050").attach(ID, false), effects(commands));
        assertThat(commands.lines())
                .containsExactly(
                        "mount -t nfs -o nosuid,nodev,noexec,noatime,retry=0,nolock,softerr,timeo=150,retrans=7"
                                + ",port=2050 nas:/vms " + DIRECTORY);
        assertThat(root.resolve(DIRECTORY.substring(1))).isDirectory();
    }

    @Test
    void isOnlyReadFromAsALibrary() {
        perform(NfsExport.parse("nas:/iso", "").attach(ID, true), effects(commands));
        assertThat(commands.lines().get(0)).contains("-o ro,").contains("timeo=50,retrans=3");
    }

    @Test
    void thatCannotBeMountedSaysWhyAndLeavesNoDirectory() {
        commands.answer(
                "mount", new CommandResult(32, "", "mount.nfs: access denied by server while mounting nas:/vms\n"));
        assertThatThrownBy(() -> perform(NfsExport.parse("nas:/vms", "").attach(ID, false), effects(commands)))
                .hasMessage("nas:/vms cannot be mounted: access denied by server");
        assertThat(root.resolve(DIRECTORY.substring(1))).doesNotExist();
    }

    @Test
    void ofAServerThatDoesNotAnswerSaysSo() {
        CommandRunner hanging = new CommandRunner() {
            @Override
            public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                throw UserError.failed("\"mount\" was still running after 45 s and was ended", "");
            }
        };
        assertThatThrownBy(() -> perform(NfsExport.parse("nas:/vms", "").attach(ID, false), effects(hanging)))
                .hasMessage("nas has not answered within 45 s");
    }

    @Test
    void thatCannotBeWrittenSaysSo() {
        commands.answer(
                "mktemp",
                new CommandResult(1, "", "mktemp: failed to create file via template '/x': Read-only file system\n"));
        assertThatThrownBy(() -> NfsExport.parse("nas:/vms", "").tryWriting(ID).perform(effects(commands)))
                .hasMessage("nas:/vms cannot be written by this host: Read-only file system");
    }

    /** As nfs-ganesha 4.3 does by NFS 4.2. */
    @Test
    void thatCannotBeReadSaysSoAndLeavesNoFile() {
        commands.answer("mktemp", "/x/.domzero-1\n");
        commands.answer("dd if=", new CommandResult(1, "", "dd: error reading '/x/.domzero-1': Input/output error\n"));
        assertThatThrownBy(() -> NfsExport.parse("nas:/vms", "").tryWriting(ID).perform(effects(commands)))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.render())
                                .contains("nas:/vms cannot be read: Input/output error", "--options vers=4.1"));
        assertThat(commands.lines()).last().isEqualTo("rm /x/.domzero-1");
    }

    @Test
    void thatGivesBackSomethingElseSaysSo() {
        commands.answer("mktemp", "/x/.domzero-1\n");
        commands.answer("dd if=", "\0".repeat(4096));
        assertThatThrownBy(() -> NfsExport.parse("nas:/vms", "").tryWriting(ID).perform(effects(commands)))
                .hasMessage("nas:/vms does not give back what this host writes there");
    }

    @Test
    void ofALibraryReadsAnIsoFileIfThereIsOne() {
        NfsExport library = NfsExport.parse("nas:/iso", "");
        library.tryReading(ID).perform(effects(commands));
        assertThat(commands.lines())
                .containsExactly("find " + DIRECTORY + " -maxdepth 1 -type f -name '*.iso' -print -quit");
        commands.answer("find", DIRECTORY + "/a.iso\n");
        commands.answer("dd if=", new CommandResult(1, "", "dd: error reading '/x/a.iso': Input/output error\n"));
        assertThatThrownBy(() -> library.tryReading(ID).perform(effects(commands)))
                .hasMessage("nas:/iso cannot be read: Input/output error");
    }

    @Test
    void isUnmountedWhereItIsMounted() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(root.resolve(DIRECTORY.substring(1)));
        Path mounts = Files.writeString(
                root.resolve("proc/self/mountinfo"),
                "29 1 254:2 / / rw - ext4 /dev/vda2 rw\n60 29 0:45 / " + DIRECTORY + " rw - nfs4 nas:/vms rw\n");
        perform(NfsExport.parse("nas:/vms", "").detach(ID, Set.of()), effects(commands));
        assertThat(commands.lines()).containsExactly("umount " + DIRECTORY);
        Files.writeString(mounts, "29 1 254:2 / / rw - ext4 /dev/vda2 rw\n");
        perform(NfsExport.parse("nas:/vms", "").detach(ID, Set.of()), effects(commands));
        assertThat(commands.lines()).hasSize(1);
    }
}
