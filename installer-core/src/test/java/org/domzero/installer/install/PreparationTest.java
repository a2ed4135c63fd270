package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.installer.facts.Processor;
import org.domzero.installer.facts.Product;
import org.domzero.installer.facts.Requirements;
import org.domzero.installer.facts.Virtualization;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.installer.source.AnswersSource;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firmware, memory and network cards are those of the machine that runs the tests; its disks are made up. */
class PreparationTest {
    private static final String LSBLK = """
            {"blockdevices": [
              {"name": "sda", "path": "/dev/sda", "kname": "sda", "pkname": null, "type": "disk", "size": 107374182400,
               "model": "Blank", "serial": "B1", "wwn": null, "tran": "sata", "rota": false, "rm": false, "ro": false,
               "log-sec": 512, "fstype": null, "label": null, "uuid": null, "partlabel": null, "parttype": null,
               "pttype": null, "mountpoints": [null]},
              {"name": "sdb", "path": "/dev/sdb", "kname": "sdb", "pkname": null, "type": "disk", "size": 107374182400,
               "model": "Full", "serial": "F1", "wwn": null, "tran": "sata", "rota": false, "rm": false, "ro": false,
               "log-sec": 512, "fstype": "ext4", "label": "data", "uuid": "u1", "partlabel": null, "parttype": null,
               "pttype": null, "mountpoints": [null]}
            ]}
            """;

    private final RecordingCommandRunner commands =
            new RecordingCommandRunner().answer("lsblk", LSBLK).answer("openssl", Samples.HASH + "\n");
    private final List<ProgressEvent> events = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    /** Of a machine that any install is fine with. */
    static MachineFacts facts() {
        return new MachineFacts(
                new Product("Example", "Server", "S1"),
                Firmware.BIOS,
                false,
                new Processor("AMD EPYC", 8, true, Virtualization.SVM),
                ByteSize.gibibytes(64),
                null,
                false,
                null,
                List.of(Samples.card("eno1", Samples.MAC, Link.UP)),
                List.of());
    }

    private AnswersSource answers(String disk, String network) {
        String text = """
                version = 1
                [host]
                hostname = "xen01"
                root-password = "correct horse"
                %s
                [storage]
                system-disk = "%s"
                """.formatted(network, disk);
        return AnswersSource.ofFile(Samples.write(directory.resolve("answers.toml"), text), "given with --answers");
    }

    private Path medium() {
        return Samples.write(
                        directory.resolve("medium").resolve(MediumManifest.PATH),
                        Samples.manifest().toJson())
                .resolve("../..")
                .normalize();
    }

    private Preparation prepare(AnswersSource source, Path medium) {
        return Preparation.make(
                source,
                medium,
                new KernelCommandLine("console=ttyS1,57600 nomodeset reboot=pci"),
                new Effects(commands, directory.resolve("root"), events::add));
    }

    /** A card that can be named, if the machine that runs the tests has one. */
    private static Optional<NetworkCard> installableMachine() {
        MachineFacts here = MachineFacts.read(new RecordingCommandRunner().answer("lsblk", LSBLK));
        assumeThat(Requirements.check(here).errors()).isEmpty();
        return here.networkCards().stream()
                .filter(card -> card.physical() && card.link() != Link.DOWN)
                .findFirst();
    }

    @Test
    void wrongAnswersAreToldBeforeAnythingIsLookedAt() {
        AnswersSource source = AnswersSource.ofFile(
                Samples.write(directory.resolve("answers.toml"), "version = 1\n[host]\nhostnam = \"xen01\"\n"), "why");

        UserError error = Samples.errorOf(() -> prepare(source, medium()));

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render())
                .contains("error: " + source.name() + ":3:1: ")
                .contains("storage.system-disk");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void withoutAMediumThereIsNothingToInstall() {
        UserError error = Samples.errorOf(() -> prepare(answers("/dev/sda", ""), directory.resolve("empty")));

        assertThat(error.render())
                .isEqualTo("error: no installation medium at " + directory.resolve("empty") + "\n"
                        + "  hint: boot the domzero ISO and install from there, or say where it is mounted with"
                        + " --medium");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void aDiskThatHoldsDataIsRefusedHavingOnlyLooked() {
        installableMachine();

        UserError error = Samples.errorOf(() -> prepare(answers("/dev/sdb", ""), medium()));

        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error.render())
                .contains(directory.resolve("answers.toml") + ":7:")
                .contains("/dev/sdb");
        assertThat(commands.lines())
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("udevadm", "lsblk", "wipefs", "cmp", "cmp", "find");
    }

    @Test
    void theDiskThatBringsAnswersIsNotInstalledOn() {
        installableMachine();
        commands.answer("lsblk", LSBLK.replace("\"label\": \"data\"", "\"label\": \"DOMZERO\""));

        UserError error = Samples.errorOf(() -> prepare(answers("/dev/sdb\"\nexisting-data = \"erase", ""), medium()));

        assertThat(error.render())
                .contains("/dev/sdb")
                .contains("is a medium that this installer or its answers come from");
    }

    private void zone(String name) {
        Samples.write(directory.resolve("root/usr/share/zoneinfo").resolve(name), "TZif2");
    }

    private String complaintAboutCalcutta() {
        AnswersSource source = AnswersSource.ofFile(Samples.write(directory.resolve("answers.toml"), """
                version = 1
                [host]
                hostname = "xen01"
                root-password = "correct horse"
                timezone = "Asia/Calcutta"
                [storage]
                system-disk = "/dev/sda"
                """), "why");
        UserError error = Samples.errorOf(() -> prepare(source, directory.resolve("empty")));
        return error.exitCode() + " " + error.render();
    }

    @Test
    void aTimeZoneThatTheHostWouldNotHaveIsRefused() {
        zone("Europe/Berlin");

        assertThat(complaintAboutCalcutta()).isEqualTo("""
                USAGE error: %s:5:1: host.timezone: "Asia/Calcutta" is not among the time zones that the host will have
                  hint: 'timedatectl list-timezones' lists those that it has""".formatted(directory.resolve("answers.toml")));
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void aScriptWhoseInterpreterTheHostWouldNotHaveIsRefusedFirstOfAll() {
        AnswersSource source = answers("/dev/sda", "[finish]\nscript = '#!/usr/bin/perl6'");

        UserError error = Samples.errorOf(() -> prepare(source, directory.resolve("empty")));

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render())
                .isEqualTo("error: " + directory.resolve("answers.toml") + ":6:1: finish.script: its interpreter"
                        + " /usr/bin/perl6 is not among the programs of the new system\n"
                        + "  hint: it has /bin/sh, /bin/bash and /usr/bin/python3");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void ofATimeZoneThatWasRenamedTheNewNameIsTold() {
        zone("Europe/Berlin");
        zone("Asia/Kolkata");

        assertThat(complaintAboutCalcutta()).endsWith("\n  hint: did you mean \"Asia/Kolkata\"?");
    }

    @Test
    void aTimeZoneThatIsThereOrCannotBeLookedUpIsFine() {
        assertThat(complaintAboutCalcutta()).startsWith("FAILED error: no installation medium at ");

        zone("Asia/Calcutta");

        assertThat(complaintAboutCalcutta()).startsWith("FAILED error: no installation medium at ");
    }

    private String complaintAbout(String keymap) {
        AnswersSource source =
                AnswersSource.ofFile(Samples.write(directory.resolve("answers.toml"), """
                version = 1
                [host]
                hostname = "xen01"
                root-password = "correct horse"
                timezone = "Asia/Calcutta"
                keymap = "%s"
                [storage]
                system-disk = "/dev/sda"
                """.formatted(keymap)), "why");
        UserError error = Samples.errorOf(() -> prepare(source, directory.resolve("empty")));
        return error.exitCode() + " " + error.render().replace(directory + "/", "");
    }

    private void layouts(String list) {
        Samples.write(directory.resolve("root").resolve(Keymaps.LIST.substring(1)), list);
    }

    @Test
    void aKeymapThatTheHostWouldNotHaveIsRefusedTogetherWithItsTimeZone() {
        zone("Asia/Kolkata");
        layouts("! layout\n  de              German\n");

        assertThat(complaintAbout("german")).isEqualTo("""
                USAGE error: answers.toml:5:1: host.timezone: "Asia/Calcutta" is not among the time zones that the host will have
                  hint: did you mean "Asia/Kolkata"?
                error: answers.toml:6:1: host.keymap: "german" is not among the keyboard layouts that the host will have
                  hint: did you mean "de" (German)?""");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void aKeymapThatIsThereOrCannotBeLookedUpIsFine() {
        assertThat(complaintAbout("german")).startsWith("FAILED error: no installation medium at ");

        layouts("not what it used to be\n");
        assertThat(complaintAbout("german")).startsWith("FAILED error: no installation medium at ");

        layouts("! layout\n  de              German\n");
        assertThat(complaintAbout("de")).startsWith("FAILED error: no installation medium at ");
    }

    private void networkCard(String name, String carrier) throws IOException {
        Path folder = directory.resolve("root/sys/class/net").resolve(name);
        Files.createDirectories(folder.resolve("device"));
        Samples.write(folder.resolve("type"), "1\n");
        Samples.write(folder.resolve("address"), "52:54:00:00:00:01\n");
        Samples.write(folder.resolve("carrier"), carrier);
    }

    private List<String> waits() {
        return waits("");
    }

    private List<String> waits(String network) {
        installableMachine();
        Samples.errorOf(() -> prepare(answers("/dev/sdb", network), medium()));
        return commands.lines().stream()
                .filter(line -> line.startsWith("timeout "))
                .toList();
    }

    private static final String CARRIERS = " /sys/class/net/eno1/carrier /sys/class/net/eno2/carrier";
    private static final String FIRST_LINK =
            "timeout 20 sh -c 'until grep -qsx 1 \"$@\"; do sleep 0.2; done' sh" + CARRIERS;

    @Test
    void whenTheFirstLinkIsThereTheOthersGetSomeTime() throws IOException {
        networkCard("eno1", "1\n");
        networkCard("eno2", "0\n");

        assertThat(waits())
                .containsExactly(
                        FIRST_LINK,
                        "timeout 8 sh -c 'for card; do until grep -qsx 1 \"$card\"; do sleep 0.2; done; done' sh"
                                + CARRIERS);
    }

    @Test
    void whenNoCardHasLinkNothingMoreIsWaitedFor() throws IOException {
        networkCard("eno1", "0\n");
        networkCard("eno2", "0\n");
        commands.answer("timeout 20", new CommandResult(124, "", ""));

        assertThat(waits()).containsExactly(FIRST_LINK);
    }

    @Test
    void aSingleCardIsWaitedForOnce() throws IOException {
        networkCard("eno1", "1\n");

        assertThat(waits()).hasSize(1);
    }

    @Test
    void ofTheCardsThatOneNameMeansOneIsWaitedFor() throws IOException {
        networkCard("eno1", "1\n");
        networkCard("eno2", "0\n");
        networkCard("enp1s0", "0\n");

        assertThat(waits("[network]\ninterface = \"eno*\""))
                .containsExactly("timeout 30 sh -c 'until grep -qsx 1 \"$@\"; do sleep 0.2; done' sh"
                        + " /sys/class/net/eno1/carrier /sys/class/net/eno2/carrier");
    }

    @Test
    void everyCardOfABondIsWaitedFor() throws IOException {
        networkCard("eno1", "1\n");
        networkCard("eno2", "0\n");

        assertThat(waits("[network]\nbond = { interfaces = [\"eno2\", \"eno1\"] }"))
                .containsExactly(
                        "timeout 30 sh -c 'for card; do until grep -qsx 1 \"$card\"; do sleep 0.2; done; done' sh"
                                + " /sys/class/net/eno2/carrier /sys/class/net/eno1/carrier");
    }

    @Test
    void aCardThatIsNotThereYetGetsTheTimeOfTheOthers() throws IOException {
        networkCard("eno1", "1\n");

        assertThat(waits("[network]\ninterface = \"eno7\"")).containsExactly(FIRST_LINK.replaceFirst(" [^ ]*$", ""));
    }

    @Test
    void decidesFromAnswersMachineAndMedium() {
        Optional<NetworkCard> card = installableMachine();
        assumeThat(card).isPresent();
        String network = "[network]\ninterface = \"" + card.orElseThrow().mac() + "\"";

        Preparation made = prepare(answers("/dev/sda", network), medium());

        assertThat(made.plan().title()).isEqualTo("install xen01 on /dev/sda (100 GiB, Blank, serial B1)");
        assertThat(made.plan().actions()).contains(new SetRootPassword(InstallPlan.TARGET, Samples.HASH));
        assertThat(made.drawing()).startsWith("/dev/sda (100 GiB, Blank, serial B1)\n  /dev/sda1 ");
        assertThat(events)
                .contains(
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO,
                                "answers: " + directory.resolve("answers.toml") + ", given with --answers"),
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO,
                                "medium: domzero 1.2.3, Xen 4.20-amd64, Linux 6.12.48+deb13-amd64"),
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO,
                                "serial console: com2,57600,8n1, named by console= on the kernel command line"),
                        new ProgressEvent.Message(ProgressEvent.Level.INFO, "kept for the installed system: nomodeset"),
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO, "kept for the installed system's Xen: reboot=pci"),
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO,
                                "management network: "
                                        + ManagementInterface.explain(
                                                new Uplink.Card(card.orElseThrow()),
                                                made.answers().network())));
        assertThat(events)
                .filteredOn(event ->
                        event instanceof ProgressEvent.Message message && message.level() == ProgressEvent.Level.DETAIL)
                .singleElement()
                .asString()
                .contains("network cards: ", card.orElseThrow().mac());
    }

    @Test
    void aPasswordIsHashedThroughStandardInputAndForgotten() {
        Optional<NetworkCard> card = installableMachine();
        assumeThat(card).isPresent();
        String network = "[network]\ninterface = \"" + card.orElseThrow().mac() + "\"";

        Preparation made = prepare(answers("/dev/sda", network), medium());

        assertThat(commands.commands())
                .contains(Command.of("openssl", "passwd", "-6", "-stdin").withSecretInput("correct horse\n"));
        assertThat(commands.lines()).noneMatch(line -> line.contains("correct horse"));
        assertThat(made.toString() + PlanJson.render(made.plan()) + events).doesNotContain("correct horse");
        assertThat(made.plan().actions().filter(WriteFile.class::isInstance))
                .noneMatch(action -> ((WriteFile) action).content().contains("correct horse"));
    }
}
