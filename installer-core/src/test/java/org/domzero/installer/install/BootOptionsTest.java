package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.domzero.installer.answers.Dom0Memory;
import org.domzero.installer.boot.CommandLines;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.SerialPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "1 GiB, 752",
        "2 GiB, 752",
        "3 GiB, 752",
        "3839 MiB, 752", // the last that cannot be 4 GiB of which firmware keeps a part
        "3840 MiB, 1216",
        "4 GiB, 1228",
        "8 GiB, 1433",
        "64 GiB, 4300",
        "143359 MiB, 8191",
        "143360 MiB, 8192",
        "1 TiB, 8192",
    })
    void dom0GetsAShareOfTheMachinesMemory(String machine, long mebibytes) {
        assertThat(BootOptions.dom0Memory(new Dom0Memory.Auto(), ByteSize.parse(machine)))
                .isEqualTo(ByteSize.mebibytes(mebibytes));
    }

    @Test
    void dom0GetsWhatTheAnswersSay() {
        assertThat(BootOptions.dom0Memory(new Dom0Memory.Fixed(ByteSize.gibibytes(12)), ByteSize.gibibytes(2)))
                .isEqualTo(ByteSize.gibibytes(12));
    }

    @Test
    void xenAndLinuxTalkOnTheSerialPort() {
        CommandLines options = BootOptions.of(
                new Dom0Memory.Auto(),
                ByteSize.gibibytes(2),
                Optional.of(SerialPort.parse("com2,57600,7e1")),
                "  iommu=verbose loglvl=all ",
                KeptOptions.NONE);

        assertThat(options)
                .isEqualTo(new CommandLines(
                        "dom0_mem=752M,max:752M ucode=scan com2=57600,7e1 console=com2,vga iommu=verbose loglvl=all",
                        "ro systemd.gpt_auto=0 console=tty0 console=hvc0"));
    }

    @Test
    void withoutASerialPortTheyTalkOnTheScreen() {
        CommandLines options =
                BootOptions.of(new Dom0Memory.Auto(), ByteSize.gibibytes(2), Optional.empty(), " ", KeptOptions.NONE);

        assertThat(options)
                .isEqualTo(new CommandLines(
                        "dom0_mem=752M,max:752M ucode=scan console=vga", "ro systemd.gpt_auto=0 console=tty0"));
    }

    @Test
    void whatTheMachineNeedsIsToldToTheKernelThatCaresForIt() {
        KeptOptions kept = KeptOptions.of(new KernelCommandLine("intel_iommu=off nomodeset noapic pci=nomsi"));

        CommandLines options =
                BootOptions.of(new Dom0Memory.Auto(), ByteSize.gibibytes(2), Optional.empty(), "iommu=verbose", kept);

        // Of the IOMMU the answers have spoken.
        assertThat(options)
                .isEqualTo(new CommandLines(
                        "dom0_mem=752M,max:752M ucode=scan console=vga noapic iommu=verbose",
                        "ro systemd.gpt_auto=0 console=tty0" + " nomodeset pci=nomsi"));
    }
}
