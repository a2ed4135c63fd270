package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.installer.facts.Processor;
import org.domzero.installer.facts.Product;
import org.domzero.installer.facts.Virtualization;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.partitioner.Disk;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen10"
            root-password = "never-installed"
            [storage]
            """;

    private static final List<Disk> DISKS = List.of(
            Samples.disk("/dev/mmcblk0", 14, "the medium", "mmc"),
            Samples.disk("/dev/sda", 14, "DataTraveler", "usb"),
            Samples.disk("/dev/sdb", 447, "INTEL SSDSC2KB48", "sata"),
            Samples.disk("/dev/sdc", 447, "INTEL SSDSC2KB48", "sata"));

    private static MachineFacts facts(Firmware firmware, boolean underXen, List<NetworkCard> cards, List<Disk> disks) {
        return new MachineFacts(
                new Product("", "", ""),
                firmware,
                false,
                new Processor("AMD EPYC", 2, true, Virtualization.SVM),
                ByteSize.gibibytes(16),
                "/dev/mmcblk0",
                underXen,
                null,
                cards,
                disks);
    }

    private static MachineFacts server(Firmware firmware, boolean underXen) {
        return facts(firmware, underXen, List.of(Samples.card("eno1", "52:54:00:00:00:01", Link.UP)), DISKS);
    }

    private static List<String> warnings(MachineFacts facts, String answers) {
        List<String> warnings = new ArrayList<>();
        Decision.of(
                AnswersParser.parse("answers.toml", ANSWERS + answers),
                facts,
                new KernelCommandLine("console=ttyS0,115200n8"),
                event -> {
                    if (event instanceof ProgressEvent.Message message
                            && message.level() == ProgressEvent.Level.WARNING) {
                        warnings.add(message.text());
                    }
                });
        return warnings;
    }

    private static UserError error(MachineFacts facts, String answers) {
        return Samples.errorOf(() -> Decision.of(
                AnswersParser.parse("answers.toml", ANSWERS + answers),
                facts,
                new KernelCommandLine(""),
                Progress.SILENT));
    }

    @Test
    void allThatAMachineLacksIsToldAtOnce() {
        UserError error =
                error(facts(Firmware.BIOS, false, List.of(), List.of()), "system-disk = { min-size = \"100GiB\" }\n");

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render()).isEqualTo("""
                error: answers.toml:6:1: storage.system-disk matches no disk
                  hint: it asks for at least 100 GiB; there is no disk here at all: is the controller in a mode that \
                Linux knows (AHCI rather than RAID), and are its arrays made? 'lspci -nn' and dmesg tell more
                error: there is no network card
                  hint: the kernel's messages (dmesg) tell of missing drivers""");
    }

    @Test
    void thatABiosMayBootAnotherDiskIsTold() {
        assertThat(warnings(server(Firmware.BIOS, false), "system-disk = \"/dev/sdc\"\n"))
                .containsExactly("a BIOS boots from one disk only, most likely /dev/sdb: see in its setup that"
                        + " /dev/sdc (447 GiB, INTEL SSDSC2KB48, serial S-sdc) comes first");
        assertThat(warnings(server(Firmware.BIOS, false), "system-disk = \"/dev/sdb\"\n"))
                .isEmpty();
        assertThat(warnings(server(Firmware.UEFI, false), "system-disk = \"/dev/sdc\"\n"))
                .isEmpty();
    }

    @Test
    void aDom0LargerThanTheMachineIsAMistake() {
        String answers = "system-disk = \"/dev/sdb\"\n[xen]\ndom0-memory = \"900TiB\"\n";

        UserError error = error(server(Firmware.UEFI, false), answers);

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render()).isEqualTo("""
                error: answers.toml:8:1: xen.dom0-memory: 900 TiB is more than this machine has, 16 GiB
                  hint: auto, or what leaves room for guests""");
        // Xen shows dom0's share only.
        assertThat(warnings(server(Firmware.UEFI, true), answers)).isEmpty();
    }

    @Test
    void aRepositoryToEraseThatIsNowhereIsTold() {
        assertThat(warnings(
                        server(Firmware.UEFI, false),
                        "system-disk = \"/dev/sdb\"\nerase-repository = \"0b6f3a52-7f0c-4d3e-9a41-2c5d8e6f7a90\"\n"))
                .containsExactly("storage.erase-repository names a repository that is on no disk here:"
                        + " 0b6f3a52-7f0c-4d3e-9a41-2c5d8e6f7a90");
    }
}
