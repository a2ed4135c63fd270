package org.domzero.guests.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.domzero.guests.remote.Chap;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.remote.NfsExport;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoriesTest {
    private static final UUID NEW = UUID.fromString("aaaaaaaa-2222-4333-8444-555555555555");

    @TempDir
    Path root;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private Effects effects = new Effects(commands, Path.of("/"), event -> {});

    @BeforeEach
    void host() {
        effects = new Effects(commands, root, event -> {});
        commands.answer("vgs ", StorageSample.VGS);
        commands.answer("lvs --reportformat", StorageSample.LVS);
        commands.answer("lvs --noheadings", "  VG_XenStorage-" + StorageSample.LOCAL + "\n");
        // What is tried with a file whose name nobody tells.
        commands.answer("dd if=", "\n".repeat(4096));
    }

    private Repositories read() {
        return Repositories.read(effects);
    }

    private void carryOut(RepositoryChange change) {
        PlanRunner.run(change.plan(), effects);
    }

    @Test
    void areTheGroupsOfThisHost() {
        assertThat(read().all())
                .extracting(Repository::name, Repository::state, Repository::location, Repository::usual)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "local", Repository.State.READY, List.of("/dev/vda4", "/dev/vdb1"), true),
                        org.assertj.core.groups.Tuple.tuple(
                                "local-7b1f6c7e", Repository.State.INCOMPLETE, List.of("/dev/vdc1"), false));
        assertThat(read().named("local").size()).isEqualTo(new ByteSize(17070817280L));
        assertThat(read().named(StorageSample.LOCAL).used()).isEqualTo(ByteSize.gibibytes(1));
    }

    @Test
    void haveTheVolumesThatLvmTells() {
        Volumes volumes = Volumes.read(read(), effects);
        assertThat(volumes.of(read().named("local")))
                .extracting(Volume::path)
                .containsExactly("/dev/VG_XenStorage-" + StorageSample.LOCAL + "/vdi-" + StorageSample.VOLUME);
        assertThat(volumes.of(read().named("local-7b1f6c7e"))).isEmpty();
        assertThat(volumes.at("/dev/data/vdi-" + StorageSample.VOLUME)).isEmpty();
    }

    @Test
    void areRenamedAndChosenAsTheDefault() {
        carryOut(RepositoryChange.rename(read(), read().named("local-7b1f6c7e"), "fast"));
        carryOut(RepositoryChange.describe(read(), read().named("fast"), "spare disks"));
        carryOut(RepositoryChange.makeUsual(read().named("fast")));
        assertThat(read().usual().name()).isEqualTo("fast");
        assertThat(read().usual().description()).isEqualTo("spare disks");
        assertThat(read().named("local").usual()).isFalse();
    }

    @Test
    void haveNamesOfTheirOwn() {
        assertThatThrownBy(() -> RepositoryChange.rename(read(), read().named("local-7b1f6c7e"), "local"))
                .hasMessage("there is a repository local already: " + StorageSample.LOCAL);
        assertThatThrownBy(() -> RepositoryChange.rename(read(), read().named("local"), "a/b"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("\"a/b\" is not a name for a repository");
        assertThatThrownBy(() -> read().named("nowhere")).hasMessage("there is no repository nowhere");
    }

    @Test
    void mayBeDirectories() throws IOException {
        Files.createDirectories(root.resolve("srv/iso"));
        carryOut(RepositoryChange.createInDirectory(read(), NEW, "cds", "", RepositoryKind.ISO, "/srv/iso", null));
        commands.answer("stat --file-system", "aa 4096 1000 600\nbb 4096 2000 500\n");
        Repository cds = read().named("cds");
        assertThat(cds.size()).isEqualTo(new ByteSize(4096 * 2000));
        assertThat(cds.used()).isEqualTo(new ByteSize(4096 * 1500));
        assertThat(cds.state()).isEqualTo(Repository.State.READY);
        assertThat(cds.toJson().get("type").getAsString()).isEqualTo("iso");
        assertThatThrownBy(() -> RepositoryChange.makeUsual(cds)).hasMessage("cds holds ISO files, not guests' disks");
        assertThatThrownBy(() -> RepositoryChange.createInDirectory(
                        read(), UUID.randomUUID(), "more", "", RepositoryKind.FILE, "/srv/iso", null))
                .hasMessage("/srv/iso is the repository cds already");

        // Its file system is not mounted: there is only the slot's.
        commands.answer("stat --file-system", "aa 4096 1000 600\naa 4096 1000 600\n");
        assertThat(read().named("cds").state()).isEqualTo(Repository.State.ABSENT);
        carryOut(RepositoryChange.forget(read(), read().named("cds"), List.of()));
        assertThat(read().all()).hasSize(2);
    }

    @Test
    void inADirectoryOfTheSlotAreRefused() {
        assertThatThrownBy(() -> RepositoryChange.createInDirectory(
                        read(), NEW, "cds", "", RepositoryKind.ISO, "/root", StateVolume.whyNotLasting(effects, "/")))
                .hasMessage("/root is on the slot that dom0 runs from, and gone when dom0 is replaced");
    }

    @Test
    void inUseAreNotForgotten() {
        Repository local = read().named("local");
        assertThat(read().holdsState(local)).isTrue();
        assertThatThrownBy(() -> RepositoryChange.forget(read(), local, List.of()))
                .hasMessage("local holds what is known of all guests and repositories");
        assertThatThrownBy(
                        () -> RepositoryChange.forget(read(), read().named("local-7b1f6c7e"), List.of("web1", "db1")))
                .hasMessage("guests have disks in local-7b1f6c7e: web1, db1");
    }

    @Test
    void onDisksAreExportedWhenForgotten() {
        carryOut(RepositoryChange.forget(read(), read().named("local-7b1f6c7e"), List.of()));
        assertThat(commands.lines())
                .endsWith(
                        "vgchange -an VG_XenStorage-" + StorageSample.FAST,
                        "vgexport VG_XenStorage-" + StorageSample.FAST);
    }

    @Test
    void withMissingDisksAreNotExtended() {
        assertThatThrownBy(() -> RepositoryChange.extend(
                        read().named("local-7b1f6c7e"),
                        org.domzero.partitioner.RepositoryDisks.choose(List.of(), List.of())))
                .hasMessage("of local-7b1f6c7e disks are missing");
    }

    @Test
    void withADamagedRecordAreAnErrorThatNamesIt() throws IOException {
        Files.createDirectories(root.resolve("var/lib/domzero/repositories"));
        Files.writeString(root.resolve("var/lib/domzero/repositories/x.json"), "{\"uuid\": 1}");
        assertThatThrownBy(this::read)
                .hasMessageContaining("x.json does not tell what a repository is: uuid cannot be 1");
    }

    private void mounted(String directory) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(
                root.resolve("proc/self/mountinfo"), "60 29 0:45 / " + directory + " rw - nfs4 nas:/vms rw\n");
    }

    @Test
    void mayBeOnAServer() throws IOException {
        NfsExport export = NfsExport.parse("nas:/vms", "port=2050");
        carryOut(RepositoryChange.createOnServer(read(), NEW, "vms", "", RepositoryKind.NFS, export));
        assertThat(commands.lines())
                .anyMatch(line -> line.startsWith("mount -t nfs"))
                .contains("systemctl start --no-block domzero-repositories.service");
        Repository detached = read().named("vms");
        assertThat(detached.state()).isEqualTo(Repository.State.DETACHED);
        assertThat(detached.location()).containsExactly("nas:/vms");
        assertThat(detached.directory()).isEqualTo("/run/sr-mount/" + NEW);

        mounted("/run/sr-mount/" + NEW);
        commands.answer("stat --file-system", "aa 4096 1000 600\nbb 4096 2000 500\n");
        commands.answer("find /run/sr-mount/" + NEW, "1048576 vdi-" + StorageSample.VOLUME + ".raw\n512 vdi-x.raw\n");
        assertThat(read().named("vms").state()).isEqualTo(Repository.State.READY);
        assertThat(Volumes.read(read(), effects).of(read().named("vms")))
                .extracting(Volume::path, Volume::size)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "/run/sr-mount/" + NEW + "/vdi-" + StorageSample.VOLUME + ".raw", ByteSize.mebibytes(1)));

        carryOut(RepositoryChange.rename(read(), read().named("vms"), "nas"));
        assertThat(read().named("nas").network()).isEqualTo(export);
        assertThatThrownBy(() -> RepositoryChange.createOnServer(
                        read(), UUID.randomUUID(), "again", "", RepositoryKind.NFS, export))
                .hasMessage("nas:/vms is the repository nas already");
        assertThatThrownBy(() -> RepositoryChange.detach(read(), read().named("nas"), List.of("web1")))
                .hasMessage("guests that run have disks or CDs in nas: web1");
        carryOut(RepositoryChange.forget(read(), read().named("nas"), List.of()));
        assertThat(commands.lines()).contains("umount /run/sr-mount/" + NEW);
    }

    @Test
    void onAServerThatIsGoneKeepNobodyWaiting() throws IOException {
        carryOut(RepositoryChange.createOnServer(
                read(), NEW, "vms", "", RepositoryKind.NFS, NfsExport.parse("nas:/vms", "")));
        mounted("/run/sr-mount/" + NEW);
        CommandRunner hanging = new CommandRunner() {
            @Override
            public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                if (command.argv().get(0).equals("stat")) {
                    assertThat(command.limit()).isLessThanOrEqualTo(Duration.ofSeconds(10));
                    throw UserError.failed("\"stat\" was still running after 10 s and was ended", "");
                }
                return commands.tryRun(command, onOutput);
            }
        };
        effects = new Effects(hanging, root, event -> {});
        assertThat(read().named("vms").state()).isEqualTo(Repository.State.SILENT);
        assertThat(read().named("local").state()).isEqualTo(Repository.State.READY);
        assertThatThrownBy(() -> RepositoryChange.attach(read().named("vms")))
                .as("it would be mounted twice")
                .hasMessage("vms is attached, but does not answer: nas:/vms");
        Volumes volumes = Volumes.read(read(), effects);
        assertThat(volumes.whyOutOfReach("/run/sr-mount/" + NEW + "/vdi-" + StorageSample.VOLUME + ".raw"))
                .contains("is in the repository vms, which does not answer");
    }

    @Test
    void thatAreNotHereHoldDisksOutOfReach() {
        Volumes volumes = Volumes.read(read(), effects);
        String name = "/vdi-99999999-2222-4333-8444-555555555555";
        assertThat(volumes.whyOutOfReach("/dev/VG_XenStorage-" + NEW + name))
                .contains("is in a repository that is not on this host");
        assertThat(volumes.whyOutOfReach("/dev/VG_XenStorage-" + StorageSample.LOCAL + name))
                .as("its group is here, so it is gone for good")
                .isEmpty();
        assertThat(volumes.whyOutOfReach("/srv/disk.raw")).isEmpty();
    }

    @Test
    void onAnIscsiServerAreGroups() {
        IscsiUnit unit = IscsiUnit.parse("iscsi://10.0.0.5/iqn.2026-11.org.example:san/1");
        UUID fast = UUID.fromString(StorageSample.FAST);
        new Chap("xen01", "secret").keep(String.valueOf(unit.target()), effects);
        carryOut(RepositoryChange.introduce(read(), fast, "san", "", unit));
        Repository san = read().named("san");
        assertThat(san.kind()).isEqualTo(RepositoryKind.ISCSI);
        assertThat(san.location()).containsExactly(unit.text());
        assertThat(read().unitsInUse(unit, null)).containsExactly(1);
        assertThat(read().unitsInUse(unit, fast)).isEmpty();
        assertThatThrownBy(() -> RepositoryChange.introduce(read(), fast, "more", "", unit))
                .hasMessage(fast + " is on this host already, as the repository san");
        carryOut(RepositoryChange.forget(read(), san, List.of()));
        assertThat(commands.lines())
                .contains("vgchange -an VG_XenStorage-" + fast)
                .noneMatch(line -> line.startsWith("vgexport"));
        assertThat(root.resolve("var/lib/domzero/iscsi/chap/" + unit.target()))
                .as("nobody else needs it")
                .doesNotExist();
        commands.answer("vgs ", "");
        carryOut(RepositoryChange.introduce(read(), fast, "san", "", unit));
        assertThat(read().named("san").state()).isEqualTo(Repository.State.DETACHED);
        assertThat(read().unitsInUse(unit, null)).isEmpty();
    }

    @Test
    void onOneTargetShareHowTheHostLogsIn() {
        IscsiUnit one = IscsiUnit.parse("iscsi://10.0.0.5/iqn.2026-11.org.example:san/1");
        IscsiUnit two = IscsiUnit.parse("iscsi://10.0.0.5/iqn.2026-11.org.example:san/2");
        carryOut(RepositoryChange.introduce(read(), UUID.fromString(StorageSample.FAST), "one", "", one));
        carryOut(RepositoryChange.introduce(read(), NEW, "two", "", two));
        new Chap("xen01", "secret").keep(String.valueOf(one.target()), effects);
        carryOut(RepositoryChange.forget(read(), read().named("two"), List.of()));
        assertThat(Chap.of(String.valueOf(one.target()), effects)).isPresent();
        carryOut(RepositoryChange.forget(read(), read().named("one"), List.of()));
        assertThat(Chap.of(String.valueOf(one.target()), effects)).isEmpty();
    }

    @Test
    void thatWereExportedAreTakenUpAgain() {
        commands.answer("vgs --noheadings -o vg_exported", "  exported\n");
        UUID other = UUID.fromString("99999999-52a3-4c39-8a44-0f6f2a9d1011");
        carryOut(RepositoryChange.introduce(read(), other, "archive", "", null));
        assertThat(commands.lines()).contains("vgimport VG_XenStorage-" + other, "vgchange -ay VG_XenStorage-" + other);
    }
}
