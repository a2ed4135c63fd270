package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.Processor;
import org.domzero.installer.facts.Product;
import org.domzero.installer.facts.Virtualization;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void allThatAMachineLacksIsToldAtOnce() {
        MachineFacts bare = new MachineFacts(
                new Product("", "", ""),
                Firmware.BIOS,
                false,
                new Processor("AMD EPYC", 2, true, Virtualization.SVM),
                ByteSize.gibibytes(2),
                "/dev/sr0",
                false,
                null,
                List.of(),
                List.of());

        UserError error = Samples.errorOf(() -> Decision.of(
                AnswersParser.parse("answers.toml", """
                        version = 1
                        [host]
                        hostname = "xen10"
                        root-password = "never-installed"
                        [storage]
                        system-disk = { min-size = "100GiB" }
                        """), bare, new KernelCommandLine(""), Progress.SILENT));

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render()).isEqualTo("""
                error: answers.toml:6:1: storage.system-disk matches no disk
                  hint: it asks for at least 100 GiB; there is no disk here at all: is the controller in a mode that \
                Linux knows (AHCI rather than RAID), and are its arrays made? 'lspci -nn' and dmesg tell more
                error: there is no network card
                  hint: the kernel's messages (dmesg) tell of missing drivers""");
    }

    private static List<String> warnings(Firmware firmware, String systemDisk) {
        MachineFacts facts = new MachineFacts(
                new Product("", "", ""),
                firmware,
                false,
                new Processor("AMD EPYC", 2, true, Virtualization.SVM),
                ByteSize.gibibytes(16),
                "/dev/mmcblk0",
                false,
                null,
                List.of(Samples.card("eno1", "52:54:00:00:00:01", Link.UP)),
                List.of(
                        Samples.disk("/dev/mmcblk0", 14, "the medium", "mmc"),
                        Samples.disk("/dev/sda", 14, "DataTraveler", "usb"),
                        Samples.disk("/dev/sdb", 447, "INTEL SSDSC2KB48", "sata"),
                        Samples.disk("/dev/sdc", 447, "INTEL SSDSC2KB48", "sata")));
        List<String> warnings = new ArrayList<>();
        Decision.of(
                AnswersParser.parse("answers.toml", """
                        version = 1
                        [host]
                        hostname = "xen10"
                        root-password = "never-installed"
                        [storage]
                        system-disk = "%s"
                        """.formatted(systemDisk)),
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

    @Test
    void thatABiosMayBootAnotherDiskIsTold() {
        assertThat(warnings(Firmware.BIOS, "/dev/sdc"))
                .containsExactly("a BIOS boots from one disk only, most likely /dev/sdb: see in its setup that"
                        + " /dev/sdc (447 GiB, INTEL SSDSC2KB48, serial S-sdc) comes first");
        assertThat(warnings(Firmware.BIOS, "/dev/sdb")).isEmpty();
        assertThat(warnings(Firmware.UEFI, "/dev/sdc")).isEmpty();
    }
}
