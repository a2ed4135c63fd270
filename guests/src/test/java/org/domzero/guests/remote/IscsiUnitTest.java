package org.domzero.guests.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.domzero.partitioner.Disk;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IscsiUnitTest {
    private static final String TARGET = "iqn.2026-11.org.example:san";
    private static final String URL = "iscsi://10.0.0.5/" + TARGET + "/1";
    private static final UUID ID = UUID.fromString("aaaaaaaa-2222-4333-8444-555555555555");

    @TempDir
    Path root;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    private Effects effects() {
        return new Effects(commands, root, event -> {});
    }

    private static Disk disk(String path, String... links) {
        return new Disk(
                path,
                ByteSize.gibibytes(1),
                "VIRTUAL-DISK",
                null,
                null,
                "iscsi",
                false,
                false,
                false,
                512,
                List.of(links),
                List.of());
    }

    private static String link(int lun) {
        return "/dev/disk/by-path/ip-10.0.0.5:3260-iscsi-" + TARGET + "-lun-" + lun;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iscsi://10.0.0.5", "iscsi://san.example.com:3261/" + TARGET, URL, "iscsi://[fe80::1]:3261"})
    void isAServerATargetAndANumber(String text) {
        assertThat(NetworkPlace.parse(text, "").text()).isEqualTo(text);
    }

    @Test
    void hasTheUsualPort() {
        assertThat(IscsiUnit.parse("iscsi://10.0.0.5:3260/" + TARGET + "/1").text())
                .isEqualTo(URL);
        assertThat(IscsiUnit.parse(URL).portal()).isEqualTo("10.0.0.5:3260");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iscsi://", "iscsi://nas/vms/1", "iscsi://nas/" + TARGET + "/one", "iscsi://u@h/" + TARGET})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> NetworkPlace.parse(text, ""))
                .hasMessageStartingWith("\"" + text + "\" is not a disk of an iSCSI server");
    }

    @Test
    void isFoundByItsLink() {
        Disk one = disk("/dev/sda", link(1));
        Disk other = disk("/dev/sdb", link(10), link(10) + "-part1");
        IscsiUnit target = IscsiUnit.parse("iscsi://10.0.0.5/" + TARGET);
        assertThat(IscsiUnits.find(IscsiUnit.parse(URL), List.of(other, one)).disk())
                .isEqualTo(one);
        assertThat(IscsiUnits.find(target, List.of(disk("/dev/vda"), other))
                        .unit()
                        .text())
                .isEqualTo("iscsi://10.0.0.5/" + TARGET + "/10");
        assertThatThrownBy(() -> IscsiUnits.find(target, List.of(one, other)))
                .hasMessage(TARGET + " has several disks");
        assertThatThrownBy(() -> IscsiUnits.find(IscsiUnit.parse(URL + "1"), List.of(one)))
                .hasMessage(TARGET + " has no disk 11 for this host");
        assertThatThrownBy(() -> IscsiUnits.find(target, List.of(disk("/dev/vda"))))
                .hasMessage(TARGET + " has no disk for this host");
    }

    @Test
    void needsNoTargetWhereThereIsOne() {
        commands.answer(
                "iscsiadm --mode discovery", "10.0.0.5:3260,1 " + TARGET + "\n[fe80::1]:3260,1 " + TARGET + "\n");
        IscsiUnit asked = IscsiUnit.parse("iscsi://10.0.0.5");
        assertThat(IscsiUnits.withTarget(asked, effects()).target()).isEqualTo(TARGET);
        commands.answer("iscsiadm --mode discovery", "10.0.0.5:3260,1 iqn.a:1\n10.0.0.5:3260,1 iqn.b:2\n");
        assertThatThrownBy(() -> IscsiUnits.withTarget(asked, effects()))
                .hasMessage("10.0.0.5:3260 has several targets")
                .satisfies(error -> assertThat(((org.domzero.toolkit.UserError) error)
                                .problems()
                                .toString())
                        .contains("iscsi://10.0.0.5/iqn.a:1, iscsi://10.0.0.5/iqn.b:2"));
    }

    /** With a session, and its host adapter 3, in sysfs. */
    private void session() throws IOException {
        Path session = root.resolve("sys/devices/platform/host3/session1");
        Files.createDirectories(session.resolve("iscsi_session/session1"));
        Files.createDirectories(root.resolve("sys/class/iscsi_session"));
        Files.createSymbolicLink(
                root.resolve("sys/class/iscsi_session/session1"), session.resolve("iscsi_session/session1"));
        Files.createSymbolicLink(session.resolve("iscsi_session/session1/device"), session);
        Files.writeString(session.resolve("iscsi_session/session1/targetname"), TARGET + "\n");
        Files.createDirectories(root.resolve("sys/class/scsi_host/host3"));
        Files.createFile(root.resolve("sys/class/scsi_host/host3/scan"));
        Files.createDirectories(root.resolve("dev/disk/by-path"));
        for (int lun = 1; lun <= 2; lun++) {
            String name = lun == 1 ? "sda" : "sdb";
            Files.createSymbolicLink(root.resolve(link(lun).substring(1)), Path.of("../../" + name));
            Files.createSymbolicLink(root.resolve(link(lun).substring(1) + "-part1"), Path.of("../../" + name + "1"));
            Files.createDirectories(root.resolve("sys/block/" + name + "/device"));
            Files.createFile(root.resolve("sys/block/" + name + "/device/delete"));
        }
    }

    private String inSysfs(String file) throws IOException {
        return Files.readString(root.resolve("sys/" + file)).strip();
    }

    @Test
    void appearsAloneOfItsTarget() throws IOException {
        session();
        IscsiUnit.parse(URL).attach(ID, false).forEach(action -> action.perform(effects()));
        String node = "iscsiadm --mode node --targetname " + TARGET + " --portal 10.0.0.5:3260 ";
        List<String> lines = new ArrayList<>(commands.lines());
        assertThat(lines)
                .containsSubsequence(
                        node + "--op new",
                        node + "--op update --name node.startup --value manual",
                        node + "--op update --name node.session.scan --value manual",
                        node + "--login",
                        "udevadm settle --timeout=30",
                        "vgchange -ay VG_XenStorage-" + ID);
        assertThat(inSysfs("class/scsi_host/host3/scan")).isEqualTo("- - 1");
    }

    @Test
    void thatRefusesTheHostSaysWhatTheHostIsCalledThere() throws IOException {
        Files.createDirectories(root.resolve("etc/iscsi"));
        Files.writeString(
                root.resolve("etc/iscsi/initiatorname.iscsi"), "InitiatorName=iqn.2026-11.org.example:xen01\n");
        commands.answer(
                "iscsiadm --mode node --targetname " + TARGET + " --portal 10.0.0.5:3260 --login",
                new CommandResult(24, "", """
                        iscsiadm: Could not login to [iface: default, …].
                        iscsiadm: initiator reported error (24 - iSCSI login failed due to authorization failure)
                        """));
        assertThatThrownBy(() -> IscsiUnit.parse(URL).open().perform(effects()))
                .hasMessage(TARGET + " of 10.0.0.5:3260 does not let this host in: iSCSI login failed due to"
                        + " authorization failure")
                .satisfies(error -> assertThat(((org.domzero.toolkit.UserError) error)
                                .problems()
                                .toString())
                        .contains("iqn.2026-11.org.example:xen01"));
    }

    @Test
    void goesWithoutTheOthersOfItsTarget() throws IOException {
        session();
        IscsiUnit.parse(URL).close(Set.of(2)).perform(effects());
        assertThat(inSysfs("block/sda/device/delete")).isEqualTo("1");
        assertThat(inSysfs("block/sdb/device/delete")).isEmpty();
        assertThat(commands.lines()).noneMatch(line -> line.contains("--logout"));
    }

    @Test
    void isNotPulledAwayFromUnderAMount() throws IOException {
        session();
        commands.answer(
                "lsblk --noheadings --list --paths --output NAME,TYPE,MOUNTPOINT /dev/sdb",
                new CommandResult(0, """
                        /dev/sdb                disk
                        /dev/sdb1               part
                        /dev/mapper/VG_own-data lvm  /mnt/with space
                        """, ""));
        assertThatThrownBy(() -> IscsiUnit.parse(URL).close(Set.of()).perform(effects()))
                .hasMessage(
                        "/dev/mapper/VG_own-data is in use, mounted on /mnt/with space: it is on a disk of " + TARGET);
        assertThat(inSysfs("block/sda/device/delete")).isEmpty();
        assertThat(inSysfs("block/sdb/device/delete")).isEmpty();
        assertThat(commands.lines()).noneMatch(line -> line.contains("--logout"));
    }

    @Test
    void goesWithItsSessionAsTheLast() throws IOException {
        session();
        IscsiUnit.parse(URL).close(Set.of()).perform(effects());
        assertThat(inSysfs("block/sdb/device/delete")).isEqualTo("1");
        assertThat(commands.lines())
                .endsWith(
                        "iscsiadm --mode node --targetname " + TARGET + " --portal 10.0.0.5:3260 --logout",
                        "iscsiadm --mode node --targetname " + TARGET + " --portal 10.0.0.5:3260 --op delete");
    }

    @Test
    void isReachedUnderANameThatOutlivesTheSlot() throws IOException {
        String name = InitiatorName.ensure(effects());
        assertThat(name).matches("iqn\\.1993-08\\.org\\.debian:01:[0-9a-f]{12}");
        assertThat(InitiatorName.ensure(effects())).isEqualTo(name);
        Files.delete(root.resolve("etc/iscsi/initiatorname.iscsi"));
        assertThat(InitiatorName.ensure(effects())).isEqualTo(name);
        assertThat(Files.readString(root.resolve("etc/iscsi/initiatorname.iscsi")))
                .contains(name);
        Files.writeString(
                root.resolve("etc/iscsi/initiatorname.iscsi"), "InitiatorName=iqn.2026-11.org.example:mine\n");
        assertThat(InitiatorName.ensure(effects())).isEqualTo("iqn.2026-11.org.example:mine");
        assertThat(Files.readString(root.resolve("var/lib/domzero/iscsi/initiatorname")))
                .contains("example:mine");
    }
}
