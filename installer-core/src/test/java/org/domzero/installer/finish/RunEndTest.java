package org.domzero.installer.finish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskChoice;
import org.domzero.partitioner.DiskSelector;
import org.domzero.partitioner.Policy;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEndTest {
    private static final String PARTITION = "3eb8effe-8e1d-4670-987c-9b49b5f605b2";
    private static final String EFIBOOTMGR = "BootCurrent: 0001\nBootOrder: 0001,0002\n"
            + "Boot0001* UEFI QEMU DVD-ROM QM00003 \tPciRoot(0x0)/Pci(0x1f,0x2)/Sata(1,65535,0)\n"
            + "Boot0002* domzero\tHD(1,GPT," + PARTITION
            + ",0x800,0x100000)/File(\\EFI\\systemd\\systemd-bootx64.efi)\n";

    private final RecordingCommandRunner commands = new RecordingCommandRunner()
            .answer(
                    "lsblk --noheadings --nodeps --output PARTUUID",
                    PARTITION.toUpperCase(java.util.Locale.ROOT) + "\n")
            .answer("ip -json address", Machines.read("ip-address.json"));
    private final List<ProgressEvent> events = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final RunEnd end = new RunEnd();

    @TempDir
    private Path root = Path.of("");

    private Effects effects() {
        return new Effects(commands, root, events::add);
    }

    private static Disk host() {
        return Machines.systemDisk("/dev/sda", Machines.REPOSITORY);
    }

    /** As deciding about the disks ends on a machine that carries a repository. */
    private static UserError refusal(Disk disk) {
        return Machines.errorOf(() -> DiskChoice.choose(
                List.of(disk),
                DiskSelector.byPath(disk.path()),
                List.of(),
                new Policy(Policy.ExistingData.ERASE, Optional.empty(), Set.of(), Policy.MINIMUM_SYSTEM_DISK),
                key -> null));
    }

    private boolean leaveRefused(Firmware firmware, @Nullable String medium, Disk... disks) {
        MachineFacts facts = Machines.facts(firmware, medium, disks);
        end.facts(facts);
        return end.leaveFailed(refusal(host()), effects(), shown::add);
    }

    private List<String> bootCommands() {
        return commands.lines().stream()
                .filter(line -> !line.startsWith("lsblk"))
                .toList();
    }

    @Test
    void aCdIsEjectedAtTheVeryEndAndTheHostBoots() {
        Machines.bootPartition(root);

        assertThat(leaveRefused(Firmware.BIOS, "/dev/sr0", host())).isTrue();

        assertThat(bootCommands())
                .containsExactly(
                        "mount -t vfat -o ro /dev/sda1 /run/domzero/boot",
                        "umount /run/domzero/boot",
                        "systemctl --no-block reboot");
        assertThat(root.resolve("run/domzero/eject")).hasContent("/dev/sr0\n");
        assertThat(shown).containsExactly("Booting the host from its disk: /dev/sr0 is ejected, the machine restarts.");
    }

    @Test
    void aStickByUefiLeavesItToTheFirmware() {
        Machines.bootPartition(root);
        commands.answer("efibootmgr --quiet", "").answer("efibootmgr", EFIBOOTMGR);

        assertThat(leaveRefused(Firmware.UEFI, "/dev/sdb1", host())).isTrue();

        assertThat(bootCommands())
                .endsWith("efibootmgr", "efibootmgr --quiet --bootnext 0002", "systemctl --no-block reboot");
        assertThat(root.resolve("run/domzero/eject")).doesNotExist();
    }

    @Test
    void aFirmwareThatDoesNotTakeItWouldStartTheStickForEver() {
        Machines.bootPartition(root);
        commands.answer("efibootmgr --quiet", new CommandResult(5, "", "Could not set BootNext\n"))
                .answer("efibootmgr", EFIBOOTMGR);

        assertThat(leaveRefused(Firmware.UEFI, "/dev/sdb1", host())).isFalse();

        assertThat(bootCommands()).doesNotContain("systemctl --no-block reboot");
        assertThat(shown)
                .contains(
                        "error: \"efibootmgr --quiet --bootnext 0002\" ended with status 5",
                        "  hint: it said: Could not set BootNext");
    }

    @Test
    void withACdTheFirmwaresRefusalIsAWarning() {
        Machines.bootPartition(root);
        commands.answer("efibootmgr --quiet", new CommandResult(5, "", "Could not set BootNext\n"))
                .answer("efibootmgr", EFIBOOTMGR);

        assertThat(leaveRefused(Firmware.UEFI, "/dev/sr0", host())).isTrue();

        assertThat(bootCommands()).endsWith("systemctl --no-block reboot");
        assertThat(events)
                .contains(new ProgressEvent.Message(
                        ProgressEvent.Level.WARNING,
                        "the firmware was not told what to start next: \"efibootmgr --quiet --bootnext 0002\" ended"
                                + " with status 5"));
    }

    @Test
    void aStickByBiosStartsXenAtOnce() {
        Path boot = Machines.bootPartition(root);

        assertThat(leaveRefused(Firmware.BIOS, "/dev/sdb1", host())).isTrue();

        assertThat(commands.commands())
                .filteredOn(command -> command.argv().get(0).equals("kexec"))
                .singleElement()
                .extracting(Command::argv)
                .isEqualTo(List.of(
                        "kexec",
                        "--load",
                        "--kexec-syscall",
                        "--type=multiboot2-x86",
                        "--reset-vga",
                        "--command-line=dom0_mem=752M console=com1,vga no-real-mode",
                        "--module=" + boot + "/a/vmlinuz root=UUID=1 ro",
                        "--module=" + boot + "/a/initrd.img",
                        root.resolve("run/domzero/xen").toString()));
        assertThat(root.resolve("run/domzero/xen")).hasContent("xen");
        assertThat(bootCommands()).endsWith("umount /run/domzero/boot", "systemctl --no-block kexec");
    }

    @Test
    void aKexecThatFailsLeavesAShell() {
        Machines.bootPartition(root);
        commands.answer("kexec", new CommandResult(255, "", "kexec_load failed: Operation not permitted\n"));

        assertThat(leaveRefused(Firmware.BIOS, "/dev/sdb1", host())).isFalse();

        assertThat(bootCommands()).doesNotContain("systemctl --no-block kexec").endsWith("umount /run/domzero/boot");
        assertThat(shown).last().isEqualTo("  hint: it said: kexec_load failed: Operation not permitted");
    }

    @Test
    void filesThatAreMissingAreNotBooted() throws IOException {
        for (String missing : List.of("a/initrd.img", "a/xen.gz", "extlinux/extlinux.conf")) {
            Files.delete(Machines.bootPartition(root).resolve(missing));
            shown.clear();

            assertThat(leaveRefused(Firmware.BIOS, "/dev/sdb1", host()))
                    .as(missing)
                    .isFalse();
            assertThat(shown)
                    .containsExactly("The host on the disks is not booted: the boot partition /dev/sda1 has no entry"
                            + " for Xen that is whole.");
        }
        Files.delete(Machines.bootPartition(root).resolve("a/xen.efi"));
        assertThat(leaveRefused(Firmware.UEFI, "/dev/sr0", host())).isFalse();
    }

    @Test
    void aConfigurationThatIsDamagedIsNotBooted() {
        Machines.write(Machines.bootPartition(root).resolve("extlinux/extlinux.conf"), "default a\nlabel\ntimeout x\n");

        assertThat(leaveRefused(Firmware.BIOS, "/dev/sdb1", host())).isFalse();
    }

    @Test
    void aBootPartitionThatCannotBeMountedLeavesAShell() {
        commands.answer("mount", new CommandResult(32, "", "mount: wrong fs type\n"));

        assertThat(leaveRefused(Firmware.BIOS, "/dev/sr0", host())).isFalse();

        assertThat(events).anyMatch(event -> event.toString().contains("the host on the disk could not be looked at"));
        assertThat(bootCommands()).noneMatch(line -> line.startsWith("systemctl"));
    }

    @Test
    void aForeignSystemDiskOrAnotherHostIsNotBooted() {
        Machines.bootPartition(root);
        Disk repositoryOnly = Machines.disk(
                "/dev/sda",
                Machines.partition(
                        "/dev/sda1",
                        new org.domzero.partitioner.Format.PhysicalVolume(Machines.REPOSITORY.vgName(), "x"),
                        "domzero-sr"));
        Disk otherHost = Machines.systemDisk(
                "/dev/sdc", new org.domzero.partitioner.StorageRepository(new java.util.UUID(1, 2)));

        assertThat(leaveRefused(Firmware.BIOS, "/dev/sr0", repositoryOnly, otherHost))
                .isFalse();

        assertThat(bootCommands()).isEmpty();
        assertThat(shown)
                .containsExactly(
                        "The host on the disks is not booted: there is a repository, but no domzero host to boot.");
    }

    @Test
    void otherRefusalsAndFailuresDoNothing() {
        end.facts(Machines.facts(Firmware.BIOS, "/dev/sr0", host()));

        for (Throwable error : List.of(
                UserError.refused("/dev/sda holds data", "erase it"),
                UserError.failed("the medium is damaged", "write it again"),
                new IllegalStateException("mistake"))) {
            assertThat(end.leaveFailed(error, effects(), shown::add)).isFalse();
        }
        assertThat(commands.commands()).isEmpty();
        assertThat(shown).isEmpty();
    }

    @Test
    void anInstallFromCdEjectsItAndRestarts() {
        end.facts(Machines.facts(Firmware.BIOS, "/dev/sr0"));
        end.answers(Machines.answers("action = 'poweroff'"));

        end.leaveInstalled(effects());

        assertThat(commands.lines()).containsExactly("systemctl --no-block poweroff");
        assertThat(root.resolve("run/domzero/eject")).hasContent("/dev/sr0\n");
        assertThat(events)
                .containsExactly(new ProgressEvent.Message(ProgressEvent.Level.INFO, "/dev/sr0 is ejected at the end"));
    }

    // the webhook

    private JsonObject told(@Nullable Throwable error, Answers answers) {
        end.answers(answers);
        end.tell(error, root.resolve("medium"), root.resolve("var/log/domzero"), effects());
        try {
            return JsonParser.parseString(Files.readString(root.resolve("run/domzero/report.json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aWebhookIsToldOfSuccess() throws IOException {
        end.facts(Machines.facts(Firmware.UEFI, "/dev/sr0"));
        Machines.write(root.resolve("sys/class/dmi/id/product_uuid"), "4C4C4544-0042-4A10-8053-B6C04F4E3232\n");
        Machines.write(root.resolve("var/log/domzero/ssh-host-keys.txt"), "256 SHA256:abc root@live (ED25519)\n");
        Machines.write(
                root.resolve("var/log/domzero/install.log"), "line\n".repeat(300) + "installed " + Machines.HASH);

        JsonObject json = told(null, Machines.answers());

        assertThat(json.get("version").getAsInt()).isEqualTo(1);
        assertThat(json.get("result").getAsString()).isEqualTo("installed");
        assertThat(json.getAsJsonObject("machine"))
                .hasToString("{\"vendor\":\"Example\",\"product\":\"Server\",\"serial\":\"S1\","
                        + "\"macs\":[\"52:54:00:12:34:56\"],\"uuid\":\"4c4c4544-0042-4a10-8053-b6c04f4e3232\"}");
        assertThat(json.get("hostname").getAsString()).isEqualTo("xen01");
        assertThat(json.getAsJsonObject("addresses"))
                .hasToString("{\"live\":[\"192.0.2.2/24\",\"fd00::2/64\"],\"host\":[\"dhcp\"]}");
        assertThat(json.getAsJsonArray("sshHostKeys"))
                .hasToString("[{\"type\":\"ED25519\",\"fingerprint\":\"SHA256:abc\"}]");
        assertThat(json.has("error")).isFalse();
        assertThat(json.get("seconds").getAsLong()).isNotNegative();
        assertThat(json.getAsJsonArray("log")).hasSize(100).last().hasToString("\"installed (left out)\"");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(root.resolve("run/domzero/report.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aWebhookIsToldOfAFailureWithItsStep() {
        end.on(new ProgressEvent.Step("wipe /dev/sda"));

        JsonObject json = told(UserError.failed("it broke at https://a:b@example.org/", "mend it"), Machines.answers());

        assertThat(json.get("result").getAsString()).isEqualTo("failed");
        assertThat(json.getAsJsonObject("error"))
                .hasToString("{\"message\":\"it broke at https://(left out)@example.org/\",\"hint\":\"mend it\","
                        + "\"step\":\"wipe /dev/sda\"}");
        assertThat(json.getAsJsonArray("sshHostKeys")).isEmpty();
        assertThat(json.getAsJsonObject("machine")).hasToString("{}");
    }

    @Test
    void aRefusalIsCalledOne() {
        JsonObject json = told(refusal(host()), Machines.answers());

        assertThat(json.get("result").getAsString()).isEqualTo("refused");
        assertThat(json.getAsJsonObject("error").get("message").getAsString())
                .contains("carries the storage repository");
        assertThat(json.getAsJsonObject("error").has("step")).isFalse();
    }

    @Test
    void noSecretIsInAnythingThatCanBeSeen() throws IOException {
        told(UserError.failed("the hash is " + Machines.HASH, "try " + Machines.WEBHOOK), Machines.answers());

        String seen = Files.readString(root.resolve("run/domzero/report.json")) + commands.lines() + events;
        assertThat(seen).doesNotContain(Machines.HASH, "s3cr3t", "T0KEN", "t0ken");
        assertThat(commands.commands())
                .filteredOn(command -> command.argv().get(0).equals("curl"))
                .singleElement()
                .extracting(Command::input)
                .isEqualTo(new Command.Input("url = \"" + Machines.WEBHOOK + "\"\n", true));
    }

    @Test
    void theNetworkIsWaitedForAndTheMediumsAuthorityTrusted() {
        told(null, Machines.answers());
        assertThat(commands.lines())
                .contains("/usr/lib/systemd/systemd-networkd-wait-online --any --operational-state=routable"
                        + " --timeout=20 --quiet")
                .last()
                .asString()
                .startsWith("curl --disable --silent --show-error --fail ")
                .contains("--connect-timeout 10 --max-time 30 --retry 2 ", "--capath /etc/ssl/certs ")
                .doesNotContain("--cacert");

        Path authority = Machines.write(root.resolve("medium/domzero/ca.pem"), "pem");
        told(null, Machines.answers());
        assertThat(commands.lines()).last().asString().contains("--capath /etc/ssl/certs --cacert " + authority);
    }

    @Test
    void aWebhookThatDoesNotAnswerIsAWarning() {
        commands.answer(
                "curl", new CommandResult(7, "", "curl: (7) Failed to connect to deploy.example.org port 8443\n"));

        told(null, Machines.answers());

        assertThat(events)
                .containsExactly(new ProgressEvent.Message(
                        ProgressEvent.Level.WARNING,
                        "https://deploy.example.org:8443/… could not be told how it ended: curl: (7) Failed to connect"
                                + " to deploy.example.org port 8443"));
    }

    @Test
    void withoutAWebhookNothingIsSent() {
        end.answers(Machines.answers("action = 'reboot'"));
        end.tell(null, root, root, effects());
        new RunEnd().tell(UserError.failed("the answers are wrong", "mend them"), root, root, effects());

        assertThat(commands.commands()).isEmpty();
    }

    @Test
    void addressesThatCannotBeReadAreLeftOut() {
        for (String text : List.of("", "garbage", "{}", "[{}]", "[{\"addr_info\":[{}]}]", "[1]")) {
            assertThat(LiveAddresses.parse(text)).as(text).isEmpty();
        }
    }
}
