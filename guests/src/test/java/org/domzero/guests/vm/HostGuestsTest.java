package org.domzero.guests.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.storage.StorageSample;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanRunner;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostGuestsTest {
    private static final UUID GUEST = UUID.fromString("22222222-2222-4333-8444-555555555555");
    private static final UUID DISK = UUID.fromString(StorageSample.VOLUME);
    private static final String GROUP = "VG_XenStorage-" + StorageSample.LOCAL;
    private static final String VOLUME = "/dev/" + GROUP + "/vdi-" + DISK;
    private static final String FILE = "/var/lib/domzero/guests/web1.cfg";
    private static final String HEADING = """
            Name                                        ID   Mem VCPUs\tState\tTime(s)
            Domain-0                                     0   752     2     r-----      42.2
            """;
    private static final String RUNNING =
            HEADING + "web1                                         3   512     1     -b----       1.7\n";

    @TempDir
    Path root;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<String> told = new ArrayList<>();
    private HostGuests host = new HostGuests(new Effects(commands, Path.of("/"), event -> {}));

    @BeforeEach
    void host() {
        host = on(commands);
        commands.answer("vgs ", StorageSample.VGS);
        commands.answer("lvs --reportformat", StorageSample.LVS);
        commands.answer("lvs --noheadings", "  " + GROUP + "\n");
        commands.answer("xl list", HEADING);
        commands.answer("xl info", "host                   : xen01\nfree_memory            : 2048\n");
    }

    private HostGuests on(CommandRunner runner) {
        return new HostGuests(new Effects(runner, root, event -> {
            if (event instanceof ProgressEvent.Message message) {
                told.add(message.text());
            }
        }));
    }

    private static NewGuest wish(GuestType type, NewGuest.NewDisk... disks) {
        return wish("web1", type, disks);
    }

    private static NewGuest wish(String name, GuestType type, NewGuest.NewDisk... disks) {
        return new NewGuest(
                GUEST,
                name,
                "",
                type,
                ByteSize.mebibytes(512),
                1,
                List.of(disks),
                null,
                null,
                null,
                "",
                false,
                List.of("xenbr0"),
                List.of("00:16:3e:00:00:01"));
    }

    private static NewGuest web1() {
        return wish(GuestType.PVH, new NewGuest.NewDisk(DISK, ByteSize.gibibytes(2)));
    }

    private void create() {
        host.create(web1(), null, null, false);
    }

    private String definition() throws IOException {
        return Files.readString(root.resolve(FILE.substring(1)));
    }

    private List<String> since(int number) {
        List<String> lines = commands.lines();
        return lines.subList(number, lines.size()).stream()
                .filter(line -> !line.matches("(vgs|lvs|mountpoint|xl list|xl info).*"))
                .toList();
    }

    @Test
    void makesAGuestAsAnOrdinaryConfiguration() throws IOException {
        create();
        assertThat(since(0))
                .containsExactly(
                        "lvcreate --yes --wipesignatures y --name vdi-" + DISK
                                + " --size 2147483648b --addtag domzero.guest=" + GUEST + " " + GROUP,
                        "blkdiscard --force --zeroout " + VOLUME);
        assertThat(definition()).isEqualTo("""
                # A guest of domzero: an ordinary configuration of xl, see xl.cfg(5).
                # What is changed here by hand stays; 'domzero vm set' changes single values.
                name = "web1"
                uuid = "%s"
                type = "pvh"
                memory = 512
                vcpus = 1
                kernel = "/usr/lib/grub-xen/grub-i386-xen_pvh.bin"
                disk = ["format=raw, vdev=xvda, access=rw, target=%s"]
                vif = ["mac=00:16:3e:00:00:01,bridge=xenbr0"]
                on_reboot = "restart"
                on_crash = "restart"
                """.formatted(GUEST, VOLUME));
    }

    @Test
    void givesAnHvmGuestWithAKernelOfTheHostAConsoleToo() throws IOException {
        Files.createDirectories(root.resolve("srv"));
        Files.writeString(root.resolve("srv/vmlinuz"), "kernel");
        NewGuest wish = wish(GuestType.HVM);
        host.create(
                new NewGuest(
                        wish.uuid(),
                        wish.name(),
                        "",
                        wish.type(),
                        wish.memory(),
                        1,
                        List.of(),
                        null,
                        "/srv/vmlinuz",
                        null,
                        "console=ttyS0",
                        false,
                        List.of(),
                        List.of()),
                null,
                null,
                false);
        assertThat(definition())
                .contains("kernel = \"/srv/vmlinuz\"", "cmdline = \"console=ttyS0\"", "serial = \"pty\"", "vnc = 1");
    }

    @Test
    void givesAPvhGuestItsCdAsAReadOnlyDisk() throws IOException {
        Files.createDirectories(root.resolve("srv"));
        Files.writeString(root.resolve("srv/one.iso"), "cd");
        Files.writeString(root.resolve("srv/two.iso"), "cd");
        host.create(web1(), null, "/srv/one.iso", false);
        assertThat(definition())
                .contains("\"format=raw, vdev=xvdz, access=ro, target=/srv/one.iso\"")
                .doesNotContain("devtype=cdrom");
        commands.answer("xl list", RUNNING);
        int before = commands.lines().size();
        host.changeCd("web1", "/srv/two.iso");
        assertThat(since(before))
                .containsExactly(
                        "xl block-detach web1 xvdz",
                        "xl block-attach web1 'format=raw, vdev=xvdz, access=ro, target=/srv/two.iso'");
        host.changeCd("web1", "");
        assertThat(definition()).doesNotContain("xvdz");
        assertThatThrownBy(() -> host.removeDisk("web1", "xvdz")).hasMessage("web1 has no disk xvdz");
    }

    @Test
    void overwritesNoDefinitionOfAnotherName() throws IOException {
        create();
        Path file = root.resolve(FILE.substring(1));
        Files.writeString(file, definition().replace("name = \"web1\"", "name = \"www\""));
        String edited = definition();
        assertThatThrownBy(this::create).hasMessage(FILE + " is the definition of www");
        assertThatThrownBy(() -> host.clone("www", "web1")).hasMessage(FILE + " is the definition of www");
        assertThat(definition()).isEqualTo(edited);
        assertThatThrownBy(() -> host.rename("www", "www")).hasMessage("there is a guest www already");
        host.rename("www", "web1");
        assertThat(definition()).isEqualTo(edited.replace("\"www\"", "\"web1\""));
    }

    @Test
    void stopsAllAtOnceAndEndsThoseThatDoNotListen() {
        commands.answer(
                "xl list",
                RUNNING + "byhand                                       4   512     1     --ps--       1.7\n");
        host.stopAll(Duration.ofMinutes(4));
        assertThat(since(0)).containsExactly("xl shutdown -w -F -a", "xl destroy web1", "xl destroy byhand");
        assertThat(told)
                .contains(
                        "asking all guests to shut down: web1, byhand", "web1 has not shut down in 240 s: it is ended");
        commands.answer("xl list", HEADING);
        int before = commands.lines().size();
        host.stopAll(Duration.ofMinutes(4));
        assertThat(since(before)).isEmpty();
    }

    @Test
    void givesAnHvmGuestFirmwareADriveAndAScreenOnThisHostOnly() throws IOException {
        host.create(wish(GuestType.HVM), null, null, true);
        assertThat(definition())
                .contains("type = \"hvm\"", "firmware = \"bios\"", "boot = \"cd\"", "vnclisten = \"127.0.0.1\"")
                .contains("vdev=hdc", "devtype=cdrom");
        assertThat(root.resolve("etc/xen/auto/web1.cfg")).isSymbolicLink();
    }

    @Test
    void takesBackWhatWasMadeOfAGuestThatFailed() {
        CommandRunner failing = new CommandRunner() {
            @Override
            public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                return command.line().startsWith("blkdiscard")
                        ? new CommandResult(1, "", "blkdiscard: BLKZEROOUT ioctl failed: Input/output error")
                        : commands.tryRun(command, onOutput);
            }
        };
        assertThatThrownBy(() -> on(failing).create(web1(), null, null, false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("while it was to make the disks");
        assertThat(commands.lines()).endsWith("lvremove --yes " + GROUP + "/vdi-" + DISK);
        assertThat(root.resolve(FILE.substring(1))).doesNotExist();
        assertThat(told).contains("it failed; what was made is removed again");
    }

    @Test
    void refusesANameThatIsTaken() {
        create();
        assertThatThrownBy(this::create).hasMessage("there is a guest web1 already");
    }

    @Test
    void refusesTheNameOfADomainThatWasStartedByHand() {
        commands.answer("xl list", RUNNING);
        assertThatThrownBy(this::create).hasMessage("the name web1 is in use");
    }

    @Test
    void refusesNamesThatAreNone() {
        for (String name : List.of("", "-x", "a b", "../x", "7", "Domain-0", GUEST.toString())) {
            assertThatThrownBy(() -> GuestName.require(name)).hasMessageEndingWith("is not a name for a guest");
        }
    }

    @Test
    void refusesADiskThatDoesNotFit() {
        NewGuest large = wish(GuestType.PVH, new NewGuest.NewDisk(DISK, ByteSize.gibibytes(20)));
        assertThatThrownBy(() -> host.create(large, null, null, false))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.render()).isEqualTo("""
                error: there is too little space in local: 20 GiB wanted, 14.9 GiB free
                  hint: name another with --repository ('domzero sr list' shows them), or give it one more disk: \
                'domzero sr extend'"""));
        assertThat(since(0)).isEmpty();
    }

    @Test
    void putsNothingIntoAGroupOfWhichDisksAreMissing() {
        create();
        int before = commands.lines().size();
        commands.answer("vgs ", StorageSample.VGS.replace("count\":\"0\"", "count\":\"1\""));
        NewGuest web2 = wish("web2", GuestType.PVH, new NewGuest.NewDisk(UUID.randomUUID(), ByteSize.gibibytes(1)));
        for (ThrowingCallable chosen : List.<ThrowingCallable>of(
                () -> host.create(web2, null, null, false),
                () -> host.addDisk("web1", ByteSize.gibibytes(1), StorageSample.LOCAL))) {
            assertThatThrownBy(chosen)
                    .isInstanceOfSatisfying(
                            UserError.class, error -> assertThat(error.render()).isEqualTo("""
                    error: local cannot be used: disks are missing
                      hint: name another with --repository ('domzero sr list' shows them), or bring its disks back: \
                    'pvs' and 'vgs' tell which"""));
        }
        for (ThrowingCallable given : List.<ThrowingCallable>of(
                () -> host.clone("web1", "web2"), () -> host.growDisk("web1", "xvda", ByteSize.gibibytes(3)))) {
            assertThatThrownBy(given)
                    .isInstanceOfSatisfying(
                            UserError.class, error -> assertThat(error.render()).isEqualTo("""
                    error: local cannot be used: disks are missing
                      hint: bring its disks back: 'pvs' and 'vgs' tell which"""));
        }
        assertThat(since(before)).isEmpty();
        host.create(wish("web2", GuestType.HVM), null, null, false);
    }

    @Test
    void startsOneThatFitsIntoTheFreeMemory() {
        create();
        int before = commands.lines().size();
        host.start("web1");
        assertThat(since(before))
                .containsExactly(
                        "systemd-run --quiet --scope --collect --property=Before=xendomains.service xl create -q "
                                + FILE);

        host.set("web1", definition -> definition.withMemory(ByteSize.gibibytes(4)), Optional.empty());
        assertThatThrownBy(() -> host.start("web1"))
                .hasMessage("web1 wants 4 GiB of memory, and 2 GiB of the host's are free");
    }

    @Test
    void doesNotStartOneThatRuns() {
        create();
        commands.answer("xl list", RUNNING);
        assertThatThrownBy(() -> host.start("web1")).hasMessage("web1 runs already");
        assertThatThrownBy(() -> host.delete("web1")).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(error).hasMessage("web1 is running");
        });
    }

    @Test
    void endsOneThatDoesNotShutDown() {
        create();
        commands.answer("xl list", RUNNING);
        commands.answer("xl shutdown", new CommandResult(1, "", "failed"));
        int before = commands.lines().size();
        host.stop("web1", Duration.ofSeconds(30));
        assertThat(since(before)).containsExactly("xl shutdown -w -F web1", "xl destroy web1");
        assertThat(told).contains("web1 has not shut down in 30 s: it is ended");
    }

    @Test
    void changesSingleValuesAndKeepsTheRest() throws IOException {
        create();
        Path file = root.resolve(FILE.substring(1));
        Files.writeString(file, Files.readString(file) + "# the printer's\npci = [ '01:00.0' ]\n");
        host.set("web1", definition -> definition.withVcpus(4), Optional.of(true));
        assertThat(definition()).contains("vcpus = 4\n").endsWith("# the printer's\npci = [ '01:00.0' ]\n");
        assertThat(root.resolve("etc/xen/auto/web1.cfg")).isSymbolicLink();
        host.set("web1", Function.identity(), Optional.of(false));
        assertThat(root.resolve("etc/xen/auto/web1.cfg")).doesNotExist();
    }

    @Test
    void addsADiskToARunningGuest() throws IOException {
        create();
        commands.answer("xl list", RUNNING);
        int before = commands.lines().size();
        host.addDisk("web1", ByteSize.mebibytes(99), null);
        assertThat(since(before)).hasSize(3).first().asString().contains("--size 104857600b");
        assertThat(since(before).get(2)).startsWith("xl block-attach web1 'format=raw, vdev=xvdb, access=rw, target=");
        assertThat(definition()).contains("vdev=xvda", "vdev=xvdb");
    }

    @Test
    void growsADiskAndNeverShrinksIt() {
        create();
        int before = commands.lines().size();
        host.growDisk("web1", "xvda", ByteSize.gibibytes(3));
        assertThat(since(before))
                .containsExactly(
                        "lvextend --size 3221225472b " + GROUP + "/vdi-" + DISK,
                        "blkdiscard --force --zeroout --offset 2147483648 " + VOLUME);
        assertThatThrownBy(() -> host.growDisk("web1", "xvda", ByteSize.gibibytes(1)))
                .hasMessage("xvda of web1 has 2 GiB already");
        assertThatThrownBy(() -> host.growDisk("web1", "xvdc", ByteSize.gibibytes(9)))
                .hasMessage("web1 has no disk xvdc");
    }

    @Test
    void swapsTheCdOfARunningGuest() throws IOException {
        Files.createDirectories(root.resolve("srv"));
        Files.writeString(root.resolve("srv/one.iso"), "1");
        create();
        commands.answer("xl list", RUNNING);
        host.changeCd("web1", "/srv/one.iso");
        assertThat(definition()).contains("vdev=xvdz").contains("target=/srv/one.iso");
        int before = commands.lines().size();
        host.changeCd("web1", "");
        assertThat(since(before)).containsExactly("xl block-detach web1 xvdz");
        assertThat(definition()).doesNotContain("xvdz");
        assertThatThrownBy(() -> host.changeCd("web1", "")).hasMessage("there is no CD in web1");
        assertThatThrownBy(() -> host.changeCd("web1", "none.iso")).hasMessage("no ISO library holds none.iso");
    }

    @Test
    void renamesAndDeletes() throws IOException {
        host.create(web1(), null, null, true);
        host.rename("web1", "www");
        assertThat(root.resolve(FILE.substring(1))).doesNotExist();
        assertThat(root.resolve("etc/xen/auto/web1.cfg")).doesNotExist();
        assertThat(root.resolve("etc/xen/auto/www.cfg")).isSymbolicLink();
        int before = commands.lines().size();
        host.delete(GUEST.toString());
        assertThat(since(before)).containsExactly("lvremove --yes " + GROUP + "/vdi-" + DISK);
        try (var left = Files.list(root.resolve("var/lib/domzero/guests"))) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> host.delete("www")).hasMessage("there is no guest www");
    }

    @Test
    void clonesOntoNewVolumesWithAnIdentityOfItsOwn() throws IOException {
        Files.createDirectories(root.resolve("dev/" + GROUP));
        byte[] content = new byte[(4 << 20) + 4096];
        content[5] = 7;
        content[content.length - 1] = 8;
        host = on(new CommandRunner() {
            @Override
            public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                if (command.argv().get(0).equals("lvcreate")) {
                    try {
                        Files.createFile(root.resolve(
                                "dev/" + GROUP + "/" + command.argv().get(5)));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
                return commands.tryRun(command, onOutput);
            }
        });
        commands.answer("lvs --reportformat", StorageSample.LVS.replace("2147483648", "" + content.length));
        create();
        Files.write(root.resolve(VOLUME.substring(1)), content);
        host.clone("web1", "web2");
        String cloned = Files.readString(root.resolve("var/lib/domzero/guests/web2.cfg"));
        assertThat(cloned)
                .contains("name = \"web2\"")
                .doesNotContain(GUEST.toString(), DISK.toString(), "00:16:3e:00:00:01");
        String copy = cloned.replaceAll("(?s).*target=(/dev/VG[^\"]*)\".*", "$1");
        assertThat(Files.readAllBytes(root.resolve(copy.substring(1)))).isEqualTo(content);
        assertThat(definition()).contains("name = \"web1\"", VOLUME);
        assertThatThrownBy(() -> host.clone("web1", "web2")).hasMessage("there is a guest web2 already");
    }

    @Test
    void removesNoDiskThatIsAnotherGuestsToo() throws IOException {
        create();
        Files.writeString(
                root.resolve("var/lib/domzero/guests/copied.cfg"), definition().replace("\"web1\"", "\"copied\""));
        int before = commands.lines().size();
        assertThatThrownBy(() -> host.delete("copied")).hasMessage(VOLUME + " is a disk of web1 too");
        assertThatThrownBy(() -> host.removeDisk("web1", "xvda")).hasMessage(VOLUME + " is a disk of copied too");
        assertThat(since(before)).isEmpty();
    }

    @Test
    void leavesACopyOfAVolumeAlone() throws IOException {
        create();
        Path file = root.resolve(FILE.substring(1));
        Files.writeString(file, Files.readString(file).replace(VOLUME, "/mnt/backup/vdi-" + DISK + ".raw"));
        int before = commands.lines().size();
        host.delete("web1");
        assertThat(since(before)).isEmpty();
    }

    @Test
    void tellsOfADefinitionThatIsBrokenAndShowsTheOthers() throws IOException {
        create();
        Files.writeString(root.resolve("var/lib/domzero/guests/db1.cfg"), "memory = [ 1\n");
        assertThat(host.read().guests().guests()).extracting(Guest::name).containsExactly("web1");
        assertThat(host.read().guests().broken()).containsOnlyKeys("/var/lib/domzero/guests/db1.cfg");
        assertThatThrownBy(() -> host.start("db1")).isInstanceOf(UserError.class);
    }

    @Test
    void letsOneCommandAtATimeWorkOnAGuest() {
        create();
        Effects effects = new Effects(commands, root, event -> {});
        HostLock.ofGuest(
                "web1",
                effects,
                () -> assertThatThrownBy(() -> host.start("web1"))
                        .hasMessage("another domzero command is at work on web1"));
        host.start("web1");
    }

    @Test
    void asksXenAndLvmOnceAndOnlyWhileItHoldsTheLock() {
        create();
        Effects effects = new Effects(commands, root, event -> {});
        int before = commands.lines().size();
        HostLock.ofGuest("web1", effects, () -> {
            for (Runnable refused : List.<Runnable>of(
                    () -> host.start(GUEST.toString()),
                    () -> host.stop(GUEST.toString(), null),
                    () -> host.clone(GUEST.toString(), "web2"))) {
                assertThatThrownBy(refused::run).hasMessage("another domzero command is at work on web1");
            }
        });
        assertThat(commands.lines().subList(before, commands.lines().size()))
                .allMatch(line -> line.startsWith("mountpoint "));

        host.start(GUEST.toString());
        assertThat(commands.lines().subList(before, commands.lines().size()))
                .filteredOn(line -> line.matches("(vgs|lvs --report|xl list).*"))
                .hasSize(3);
    }

    @Test
    void aGuestThatIsRenamedMeanwhileIsLeftAlone() {
        create();
        int before = commands.lines().size();
        HostGuests late = on(new CommandRunner() {
            @Override
            public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                if (command.argv().get(0).equals("vgs")) {
                    try {
                        Files.writeString(
                                root.resolve(FILE.substring(1)), definition().replace("\"web1\"", "\"www\""));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
                return commands.tryRun(command, onOutput);
            }
        });
        assertThatThrownBy(() -> late.delete(GUEST.toString())).hasMessage("web1 has just been renamed to www");
        assertThat(since(before)).isEmpty();
        assertThat(root.resolve(FILE.substring(1))).exists();
    }

    @Test
    void aDraftHasItsDisksLongBeforeItIsAGuest() throws IOException {
        Effects effects = new Effects(commands, root, event -> {});
        HostGuests.Inventory here = host.read();
        GuestDraft draft = GuestDraft.in(here.repositories().usual(), web1());
        PlanRunner.run(draft.makeDisks(here.guests()), effects);
        assertThat(since(0))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("lvcreate --yes --wipesignatures y --name vdi-" + DISK);
        assertThat(host.guests().guests()).isEmpty();

        PlanRunner.run(draft.define(host.guests(), false), effects);
        assertThat(definition()).contains("name = \"web1\"", "target=" + VOLUME);
        assertThatThrownBy(() -> draft.define(host.guests(), false)).hasMessage("there is a guest web1 already");
        assertThatThrownBy(() -> draft.makeDisks(host.guests())).hasMessage("there is a guest web1 already");
    }
}
