package org.domzero.p2v.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.domzero.guests.storage.StorageSample;
import org.domzero.guests.vm.GuestType;
import org.domzero.guests.vm.Template;
import org.domzero.guests.vm.Templates;
import org.domzero.p2v.copy.Source;
import org.domzero.p2v.plan.Box;
import org.domzero.p2v.plan.ClonePlan;
import org.domzero.p2v.plan.CloneWishes;
import org.domzero.p2v.plan.MergedMount;
import org.domzero.p2v.plan.SampleWishes;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real files, find and tar; LVM, mkfs and mount are asked and do nothing. As root, as only that can confine tar. */
class PullTest {
    private static final String GROUP = "VG_XenStorage-" + StorageSample.LOCAL;
    private static final String NOBODY = """
            Name                                        ID   Mem VCPUs\tState\tTime(s)
            Domain-0                                     0   752     2     r-----      42.2
            """;

    private static final SampleWishes WISHES = new SampleWishes(new UUID(1, 1), new UUID(2, 2));

    @TempDir
    Path directory;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private Path old;
    private Path host;
    private SourceFacts facts;
    private ClonePlan plan;
    /** Where templates go, if not into the repository. */
    private @Nullable Path templates;

    private Source source = (script, onError) -> here(script, onError);

    @BeforeEach
    void machineAndHost() throws Exception {
        assumeThat(Files.getOwner(directory).getName())
                .as("only root can do it")
                .isEqualTo("root");
        old = Files.createDirectory(directory.resolve("old"));
        host = Files.createDirectory(directory.resolve("host"));
        facts = Box.of("debian11", old)
                .fact("host-name", "deb11")
                .fact("kernel", "5.10.0-28-amd64")
                .mount("/dev/sda1", "/", "ext4", 900, 40_000)
                .swap("/dev/sda5", 509)
                .facts();
        plan = readFrom(
                ClonePlan.of(facts, CloneWishes.usual(ByteSize.gibibytes(32), 8, new UUID(1, 1), new UUID(2, 2))));
        commands.answer("vgs ", StorageSample.VGS);
        commands.answer("lvs --reportformat", StorageSample.LVS);
        commands.answer("lvs --noheadings", "  " + GROUP + "\n");
        commands.answer("xl list", NOBODY);
    }

    /** The plan is of a machine whose root is {@code /}; here it is elsewhere. */
    private ClonePlan readFrom(ClonePlan made) {
        return new ClonePlan(
                made.source(),
                made.name(),
                made.distribution(),
                made.boot(),
                made.root(),
                made.swap(),
                made.merged().stream()
                        .map(mount -> new MergedMount(mount.mount(), old.toString()))
                        .toList(),
                made.left(),
                made.memory(),
                made.processors(),
                made.cards(),
                made.metadata(),
                made.target(),
                made.fixUps(),
                made.warnings());
    }

    private static RunningProgram here(String script, Consumer<String> onError) {
        return new ProcessStarter().start(Command.of("sh", "-c", script), onError);
    }

    private Effects effects() {
        return new Effects(new Mounting(), host, Progress.SILENT);
    }

    private Pull.Report pull(String from, boolean again, boolean despiteErrors) {
        return new Pull(
                        effects(),
                        new ProcessStarter(),
                        source,
                        facts,
                        plan,
                        new Pull.Wishes(from, null, "xenbr0", again, despiteErrors, directory()))
                .run();
    }

    private @Nullable String directory() {
        return templates == null ? null : "/mnt/templates";
    }

    /** The same machine, as a template. */
    private void asTemplate() throws IOException {
        plan = plan.asTemplate();
        Files.createDirectories(old.resolve("etc/ssh"));
        Files.writeString(old.resolve("etc/ssh/ssh_host_rsa_key"), "secret\n");
        Files.writeString(old.resolve("etc/ssh/sshd_config"), "Port 22\n");
        Files.writeString(old.resolve("etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
    }

    /** In a directory where something is mounted, with so many blocks of 4 KiB free. */
    private void inDirectory(long free) throws IOException {
        templates = Files.createDirectories(host.resolve("mnt/templates"));
        commands.answer("stat --file-system", "1 4096 1000 500\n2 4096 20000000 " + free + "\n");
    }

    private List<String> inTemplates() throws IOException {
        try (Stream<Path> names = Files.list(Objects.requireNonNull(templates))) {
            return names.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private Pull.Report pull() {
        return pull("root@deb11", false, false);
    }

    private Pull.Report again() {
        return pull("root@deb11", true, false);
    }

    private Path copied(String path) {
        return host.resolve("unmounted/deb11/" + path);
    }

    private Path definition() {
        return host.resolve("var/lib/domzero/guests/deb11.cfg");
    }

    private CloneRecord.Stage stage() {
        return CloneRecord.of("deb11", effects()).orElseThrow().stage();
    }

    @Test
    void aMachineBecomesAGuest() throws Exception {
        Pull.Report report = pull();
        assertThat(report.defined()).isTrue();
        assertThat(report.copy().isWhole()).isTrue();
        assertThat(report.mended().stream().flatMap(mended -> mended.done().stream()))
                .isNotEmpty();
        assertThat(commands.lines().stream().filter(line -> line.matches("(lvcreate|mkfs|mkswap|mount|umount)[ .].*")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("lvcreate "),
                        line -> assertThat(line).startsWith("lvcreate "),
                        line -> assertThat(line).startsWith("mkfs.ext4 ").contains(" /dev/" + GROUP + "/vdi-"),
                        line -> assertThat(line).startsWith("mkswap --uuid ").contains(" /dev/" + GROUP + "/vdi-"),
                        line -> assertThat(line).startsWith("mount -o noatime,nosuid,nodev,noexec /dev/" + GROUP),
                        line -> assertThat(line).isEqualTo("umount /run/domzero/p2v/deb11"));
        assertThat(definition())
                .content()
                .contains("name = \"deb11\"", "type = \"pvh\"", "vdev=xvda", "vdev=xvdb", "mac=00:17:a4:00:00:01");
        assertThat(copied("etc/fstab")).content().contains("/dev/xvda");
        assertThat(copied(".domzero-p2v")).doesNotExist();
        assertThat(stage()).isEqualTo(CloneRecord.Stage.DEFINED);
    }

    @Test
    void anHvmGuestGetsADiskThatABiosStarts() throws Exception {
        Path images = Files.createDirectories(host.resolve("usr/lib/domzero/guest-bios"));
        Files.write(images.resolve("boot.img"), new byte[512]);
        Files.write(images.resolve("core.img"), new byte[30_000]);
        plan = readFrom(ClonePlan.of(facts, WISHES.sized(ByteSize.gibibytes(4), GuestType.HVM)));
        assertThat(pull().defined()).isTrue();
        assertThat(commands.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("mkfs.ext4 ")
                        .containsPattern("-E offset=1048576 /dev/" + GROUP + "/vdi-\\S+ 1048320$"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("mount -o noatime,nosuid,nodev,noexec,loop,offset=1048576 /dev/" + GROUP));
        assertThat(definition())
                .content()
                .contains("type = \"hvm\"", "vdev=xvda")
                .doesNotContain("kernel =");
        assertThat(copied("etc/fstab")).content().contains("UUID=" + new UUID(1, 1));
    }

    @Test
    void cardsOfTheGuestsOwnAreDifferentOnes() throws Exception {
        plan = readFrom(ClonePlan.of(
                facts,
                new CloneWishes(
                        Optional.of("twin"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        true,
                        ByteSize.gibibytes(32),
                        8,
                        Optional.empty(),
                        new UUID(1, 1),
                        new UUID(2, 2))));
        pull();
        String vif = Files.readString(host.resolve("var/lib/domzero/guests/twin.cfg"));
        assertThat(Pattern.compile("00:16:3e:[0-9a-f:]{8}")
                        .matcher(vif)
                        .results()
                        .map(MatchResult::group))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void aGuestIsBroughtUpToDate() throws Exception {
        pull();
        String edited = Files.readString(definition()).replace("vcpus = 4", "vcpus = 2") + "# by hand\n";
        Files.writeString(definition(), edited);
        String mended = Files.readString(copied("etc/fstab"));
        Files.writeString(old.resolve("etc/motd"), "new\n");
        Files.delete(old.resolve("etc/lvm/devices/system.devices"));

        assertThatThrownBy(this::pull)
                .hasMessage("deb11 is a guest already: what has been written in it since would be lost");
        assertThat(copied("etc/motd")).doesNotExist();
        assertThat(again().defined()).isTrue();
        assertThat(copied("etc/motd")).content().isEqualTo("new\n");
        assertThat(copied("etc/lvm/devices/system.devices")).doesNotExist();
        assertThat(copied("etc/fstab")).content().isEqualTo(mended);
        assertThat(definition()).content().isEqualTo(edited);
        assertThat(commands.lines().stream().filter(line -> line.startsWith("mkfs")))
                .hasSize(1);
    }

    @Test
    void whatHasItsOldSizeAndTimeIsBroughtUpToDateToo() throws Exception {
        Path motd = Files.writeString(old.resolve("etc/motd"), "old\n");
        pull();
        assertThat(CloneRecord.of("deb11", effects()).orElseThrow().asOf()).isPresent();
        FileTime time = Files.getLastModifiedTime(motd);
        Files.writeString(motd, "new\n");
        Files.setLastModifiedTime(motd, time);
        again();
        assertThat(copied("etc/motd")).content().isEqualTo("new\n");
    }

    @Test
    void whatAGuestHasInPlaceOfNotesIsNotHeeded() throws Exception {
        pull();
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(copied(".domzero-p2v"), outside);
        assertThat(again().defined()).isTrue();
        assertThat(copied(".domzero-p2v")).doesNotExist();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void whileItIsNeitherOldNorNewThereIsNoGuest() throws Exception {
        pull();
        Files.writeString(old.resolve("etc/motd"), "new\n");
        source = lostAtTar();
        assertThatThrownBy(this::again).hasMessageStartingWith("the copy was broken off: ");
        assertThat(definition()).doesNotExist();
        assertThat(stage()).isEqualTo(CloneRecord.Stage.FILLING);
        source = PullTest::here;
        assertThat(pull().defined()).isTrue();
        assertThat(definition()).exists();
    }

    @Test
    void aLostConnectionLeavesWhatCanBeTakenUp() {
        source = lostAtTar();
        assertThatThrownBy(this::pull).hasMessageStartingWith("the copy was broken off: ");
        assertThat(definition()).doesNotExist();
        assertThat(stage()).isEqualTo(CloneRecord.Stage.FILLING);
        source = PullTest::here;
        assertThat(pull().defined()).isTrue();
        assertThat(commands.lines().stream().filter(line -> line.startsWith("lvcreate")))
                .hasSize(2);
    }

    @Test
    void aDiskThatTurnsOutTooSmallIsMadeLarger() {
        plan = readFrom(ClonePlan.of(facts, WISHES.sized(ByteSize.gibibytes(4))));
        source = (script, onError) -> {
            if (script.contains("tar --create")) {
                throw new IOException("write: No space left on device");
            }
            return here(script, onError);
        };
        assertThatThrownBy(this::pull).hasMessageStartingWith("the guest's disk is full");
        CloneRecord record = CloneRecord.of("deb11", effects()).orElseThrow();
        String volume = "vdi-" + record.root().uuid();
        commands.answer("lvs --reportformat", """
                {"report": [{"lv": [
                    {"vg_name":"%s", "lv_name":"%s", "lv_size":"4294967296"}]}]}
                """.formatted(GROUP, volume));
        commands.answer("findmnt ", "/dev/mapper/the-root\n");
        source = PullTest::here;
        plan = readFrom(ClonePlan.of(facts, WISHES.sized(ByteSize.gibibytes(6))));

        assertThat(pull().defined()).isTrue();
        assertThat(commands.lines().stream().filter(line -> line.matches("(lvcreate|lvextend|mkfs|resize2fs)[ .].*")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("lvcreate "),
                        line -> assertThat(line).startsWith("lvcreate "),
                        line -> assertThat(line).startsWith("mkfs.ext4 "),
                        line -> assertThat(line).isEqualTo("lvextend --size 6442450944b " + GROUP + "/" + volume),
                        line -> assertThat(line).isEqualTo("resize2fs /dev/mapper/the-root"));
        assertThat(CloneRecord.of("deb11", effects()).orElseThrow().root().size())
                .isEqualTo(ByteSize.gibibytes(6));
    }

    private Source lostAtTar() {
        return (script, onError) -> {
            if (script.contains("tar --create")) {
                throw new IOException("the connection was lost");
            }
            return here(script, onError);
        };
    }

    @Test
    void whatCannotBeMadeLeavesNothing() {
        commands.answer("mkfs.ext4", new CommandResult(1, "", "mkfs.ext4: No such device\n"));
        assertThatThrownBy(this::pull).hasMessageContaining("mkfs.ext4");
        assertThat(CloneRecord.of("deb11", effects())).isEmpty();
        assertThat(definition()).doesNotExist();
    }

    @Test
    void aGuestThatRunsIsLeftAlone() throws Exception {
        pull();
        commands.answer(
                "xl list",
                NOBODY + "deb11                                        3   512     1     -b----       1.7\n");
        String before = Files.readString(definition());
        assertThatThrownBy(this::again)
                .hasMessage("deb11 runs: what it has written would be lost")
                .satisfies(error -> assertThat(((UserError) error).exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(definition()).content().isEqualTo(before);
    }

    @Test
    void anotherMachineIsNotCopiedOverIt() {
        pull();
        assertThatThrownBy(() -> pull("root@another", true, false))
                .hasMessage("deb11 is a clone of root@deb11, not of root@another");
    }

    @Test
    void whatCouldNotBeReadMakesNoGuestUnlessWanted() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.writeString(tools.resolve("tar"), """
                #!/bin/sh
                /usr/bin/tar "$@"
                echo 'tar: ./etc/debian_version: Read error at byte 0, while reading 5 bytes: Input/output error' >&2
                exit 2
                """);
        assertThat(tools.resolve("tar").toFile().setExecutable(true)).isTrue();
        source = (script, onError) -> here("PATH=" + tools + ":$PATH; " + script, onError);
        Pull.Report report = pull();
        assertThat(report.defined()).isFalse();
        assertThat(report.copy().unreadable().first()).containsExactly("./etc/debian_version");
        assertThat(definition()).doesNotExist();
        assertThat(pull("root@deb11", false, true).defined()).isTrue();
        assertThat(definition()).exists();
        assertThat(copied("etc/debian_version")).doesNotExist();
    }

    @Test
    void aMachineBecomesATemplateInTheRepository() throws Exception {
        asTemplate();
        assertThat(pull().defined()).isTrue();
        assertThat(commands.lines().stream().filter(line -> line.startsWith("lvcreate")))
                .hasSize(1);
        assertThat(commands.lines()).noneMatch(line -> line.startsWith("mkswap"));
        assertThat(definition()).doesNotExist();
        Template template = Templates.find("deb11", effects());
        assertThat(template.from()).isEqualTo("root@deb11");
        assertThat(template.type()).isEqualTo(GuestType.PVH);
        assertThat(template.root().file()).matches("/dev/" + GROUP + "/vdi-[0-9a-f-]{36}");
        assertThat(template.root().fileSystem()).isEqualTo(new UUID(1, 1));
        assertThat(template.swap().orElseThrow().uuid()).isEqualTo(new UUID(2, 2));
        assertThat(copied("etc/ssh")).isDirectoryNotContaining("glob:**ssh_host*");
        assertThat(copied("etc/ssh/sshd_config")).exists();
        assertThat(copied("etc/machine-id")).isEmptyFile();
        assertThat(old.resolve("etc/ssh/ssh_host_rsa_key")).hasContent("secret");

        assertThatThrownBy(this::pull)
                .hasMessage("deb11 is a template already")
                .satisfies(error -> assertThat(((UserError) error).exitCode()).isEqualTo(ExitCode.REFUSED));
        Discard discard = new Discard(effects(), "deb11");
        assertThat(discard.summary()).isEqualTo("the template deb11 is removed, with its disk");
        discard.run();
        assertThat(Templates.isThere("deb11", effects())).isFalse();
        assertThat(CloneRecord.of("deb11", effects())).isEmpty();
    }

    @Test
    void aMachineBecomesATemplateInADirectory() throws Exception {
        asTemplate();
        inDirectory(10_000_000);
        assertThat(pull().defined()).isTrue();
        assertThat(inTemplates()).containsExactly("deb11");
        Path made = host.resolve("mnt/templates/deb11");
        assertThat(made.resolve("root.raw")).hasSize(plan.root().size().bytes());
        assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Template template = Templates.find("/mnt/templates/deb11", effects());
        assertThat(template.root().file()).isEqualTo("/mnt/templates/deb11/root.raw");
        assertThat(template.root().size()).isEqualTo(plan.root().size());
        assertThat(commands.lines().stream()
                        .filter(line -> line.matches("(lvcreate|mkfs|mkswap|mount|umount|sync)[ .].*")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("mkfs.ext4 ")
                                .endsWith(" /mnt/templates/.deb11.part/root.raw"),
                        line -> assertThat(line)
                                .isEqualTo("mount -o noatime,nosuid,nodev,noexec"
                                        + " /mnt/templates/.deb11.part/root.raw /run/domzero/p2v/deb11"),
                        line -> assertThat(line).isEqualTo("umount /run/domzero/p2v/deb11"),
                        line -> assertThat(line).isEqualTo("sync /mnt/templates/.deb11.part/root.raw"),
                        line -> assertThat(line).isEqualTo("sync /mnt/templates"));

        assertThatThrownBy(this::pull).hasMessage("there is a deb11 in /mnt/templates already");
        assertThat(made.resolve("root.raw")).exists();
    }

    @Test
    void untilItIsWholeItHasAnotherNameAndIsTakenUp() throws Exception {
        asTemplate();
        inDirectory(10_000_000);
        source = lostAtTar();
        assertThatThrownBy(this::pull).hasMessageStartingWith("the copy was broken off: ");
        assertThat(inTemplates()).containsExactly(".deb11.part");
        assertThat(stage()).isEqualTo(CloneRecord.Stage.FILLING);
        source = PullTest::here;
        assertThat(pull().defined()).isTrue();
        assertThat(inTemplates()).containsExactly("deb11");
        assertThat(commands.lines().stream().filter(line -> line.startsWith("mkfs")))
                .hasSize(1);
    }

    @Test
    void oneThatIsDiscardedOnItsWayLeavesNothing() throws Exception {
        asTemplate();
        inDirectory(10_000_000);
        source = lostAtTar();
        assertThatThrownBy(this::pull).isInstanceOf(UserError.class);
        new Discard(effects(), "deb11").run();
        assertThat(inTemplates()).isEmpty();
        assertThat(CloneRecord.of("deb11", effects())).isEmpty();
    }

    @Test
    void aPlaceThatWillNotDoIsToldBeforeAnythingIsMade() throws Exception {
        asTemplate();
        inDirectory(100);
        assertThatThrownBy(this::pull)
                .hasMessageMatching("there is too little space in /mnt/templates: .* wanted at the least, .* free");
        commands.answer("stat --file-system", "1 4096 1000 500\n1 4096 1000 500\n");
        assertThatThrownBy(this::pull)
                .hasMessageStartingWith("/mnt/templates is not there, or nothing is mounted there: ");
        inDirectory(10_000_000);
        Files.createDirectory(host.resolve("mnt/templates/.deb11.part"));
        assertThatThrownBy(this::pull)
                .hasMessage("/mnt/templates/.deb11.part is there, and this host knows nothing of it");
        Files.createDirectory(host.resolve("mnt/templates/deb11"));
        assertThatThrownBy(this::pull).hasMessage("there is a deb11 in /mnt/templates already");
        assertThat(inTemplates()).containsExactly(".deb11.part", "deb11");
        assertThat(CloneRecord.of("deb11", effects())).isEmpty();
        assertThat(commands.lines()).noneMatch(line -> line.matches("(lvcreate|mkfs|mount)[ .].*"));
    }

    @Test
    void aGuestThatIsBegunBecomesNoTemplate() throws Exception {
        source = lostAtTar();
        assertThatThrownBy(this::pull).hasMessageStartingWith("the copy was broken off: ");
        asTemplate();
        assertThatThrownBy(this::pull).hasMessage("deb11 is cloned as a guest already");
        inDirectory(10_000_000);
        assertThatThrownBy(this::pull).hasMessage("deb11 is cloned as a guest already");
        assertThat(stage()).isEqualTo(CloneRecord.Stage.FILLING);
    }

    /** What is mounted is moved to its mount point, and away again. */
    private final class Mounting implements CommandRunner {
        @Override
        public CommandResult tryRun(Command command, Consumer<String> onOutput) {
            String program = command.argv().get(0);
            String last = command.argv().get(command.argv().size() - 1);
            Path mounted = host.resolve(last.substring(Math.min(last.length(), 1)));
            Path away = host.resolve("unmounted/" + mounted.getFileName());
            try {
                if (program.equals("mountpoint") && last.startsWith("/run")) {
                    return new CommandResult(1, "", "");
                }
                if (program.equals("lvcreate")) {
                    Matcher volume = Pattern.compile("vdi-[0-9a-f-]{36}").matcher(command.line());
                    assertThat(volume.find()).isTrue();
                    Path group = Files.createDirectories(host.resolve("dev/" + GROUP));
                    Files.createFile(group.resolve(volume.group()));
                }
                if (program.equals("mount") && Files.exists(away)) {
                    Files.delete(mounted);
                    Files.move(away, mounted);
                }
                if (program.equals("umount")) {
                    Files.createDirectories(host.resolve("unmounted"));
                    Files.move(mounted, away);
                    Files.createDirectory(mounted);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return commands.tryRun(command, onOutput);
        }
    }
}
