package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptOptionsTest {
    private static KeptOptions of(String commandLine) {
        return KeptOptions.of(new KernelCommandLine(commandLine));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nomodeset",
                "nofb",
                "video=1024x768@60",
                "video=efifb:off",
                "fbcon=map:1",
                "pci=nomsi,noaer",
                "pcie_aspm=off",
                "pcie_ports=native",
                "irqpoll",
                "pnpacpi=off",
                "nousb",
                "acpi=strict",
                "acpi_osi=!*",
                "acpi_osi=Linux",
                "acpi_enforce_resources=lax",
                "net.ifnames=0",
                "biosdevname=0",
                "modprobe.blacklist=mgag200,ast",
                "module_blacklist=nouveau",
                "iomem=relaxed",
                "libata.force=noncq",
                "nvme_core.default_ps_max_latency_us=0",
                "usbcore.autosuspend=-1",
                "usb-storage.quirks=0bda:0328:u",
                "i8042.nokbd",
                "8250.nr_uarts=8",
                "i915.modeset=0",
                "megaraid_sas.msix_disable=1",
                "ipv6.disable=1"
            })
    void dom0sLinuxGetsWhatItDrives(String option) {
        assertThat(of("boot=live " + option)).isEqualTo(new KeptOptions(List.of(option), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "intel_iommu=off | iommu=off",
                "amd_iommu=off | iommu=off",
                "iommu=off | iommu=off",
                "acpi=off | acpi=off",
                "acpi=noirq | acpi=noirq",
                "acpi_skip_timer_override | acpi_skip_timer_override",
                "noapic | noapic",
                "nolapic | nolapic",
                "lapic | lapic",
                "nox2apic | x2apic=off",
                "hpet=disable | hpet=off",
                "nohpet | hpet=off",
                "clocksource=acpi_pm | clocksource=acpi",
                "clocksource=hpet | clocksource=hpet",
                "tsc=unstable | tsc=unstable",
                "intel_idle.max_cstate=1 | max_cstate=1",
                "processor.max_cstate=2 | max_cstate=2",
                "reboot=pci | reboot=pci",
                "reboot=a,c | reboot=a,c",
            })
    void xenGetsWhatIsItsBusinessByItsOwnNames(String option, String xen) {
        assertThat(of(option))
                .isEqualTo(new KeptOptions(List.of(), List.of(new KeptOptions.ForXen(xen, option)), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iommu=pt",
                "intel_iommu=on,sm_on",
                "tsc=reliable",
                "clocksource=kvm-clock",
                "hpet=force",
                "reboot=bios",
                "intel_idle.max_cstate=0",
                "earlyprintk=serial,ttyS1",
                "earlycon",
                "acpi=ht",
                "idle=poll",
                // What the boot loaders cannot hand on.
                "foo.bar=\"a b\"",
                "foo.bar=a#b",
                "foo.bar=---",
                "foo.bar=a\\"
            })
    void whatHasNoCounterpartIsTold(String option) {
        assertThat(of(option)).isEqualTo(new KeptOptions(List.of(), List.of(), List.of(option)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOOT_IMAGE=/live/vmlinuz initrd=/live/initrd.img",
                "boot=live live-media=/dev/disk/by-label/DOMZERO-ISO init_on_alloc=0",
                "domzero.answers=https://ops:secret@h/a domzero.console=auto domzero.mode=rescue",
                "console=ttyS1,115200n8 console=tty0",
                "ip=192.0.2.7::192.0.2.1:255.255.255.0::eno1:none ifname=a:52:54:00:12:34:56 vlan=a.1:a BOOTIF=01-52",
                "quiet splash debug loglevel=7 root=/dev/sda1 ro rw init=/bin/sh single 1 toram",
                "systemd.unit=rescue.target systemd.set_credential=a:b rd.break udev.log_level=debug",
                "net.ifname-policy=mac printk.devkmsg=on sysctl.kernel.panic=1 fsck.mode=skip",
                "acpi_rsdp=0x7f000000 mem=4G memmap=1M$2M nosmp maxcpus=1 mitigations=off",
                "foo.password=x foo.api_token=x foo.SECRET=x iscsi.psk=x",
                "kvm.nx_huge_pages=off cgroup.memory=nokmem",
                "-- nomodeset"
            })
    void theInstallersOwnIsNotTheHosts(String options) {
        assertThat(of(options)).isEqualTo(KeptOptions.NONE);
    }

    @Test
    void theyKeepTheirOrderAndTheLastWordCountsForXen() {
        assertThat(of("pci=nomsi nomodeset clocksource=hpet pci=nomsi noapic clocksource=tsc"))
                .isEqualTo(new KeptOptions(
                        List.of("pci=nomsi", "nomodeset"),
                        List.of(
                                new KeptOptions.ForXen("noapic", "noapic"),
                                new KeptOptions.ForXen("clocksource=tsc", "clocksource=tsc")),
                        List.of()));
    }

    @Test
    void whatTheAnswersSayToXenGoesFirst() {
        KeptOptions kept = of("intel_iommu=off reboot=pci noapic");

        assertThat(kept.forXenBeside("")).containsExactly("iommu=off", "reboot=pci", "noapic");
        assertThat(kept.forXenBeside(" iommu=verbose  noapic ")).containsExactly("reboot=pci");
    }

    @Test
    void saysWhatBecomesOfThem() {
        List<ProgressEvent> events = new ArrayList<>();

        of("nomodeset pci=nomsi intel_iommu=off noapic iommu=pt").tell(events::add);
        of("quiet").tell(events::add);

        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO, "kept for the installed system: nomodeset pci=nomsi"),
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO,
                                "kept for the installed system's Xen: iommu=off (given as intel_iommu=off)"),
                        new ProgressEvent.Message(
                                ProgressEvent.Level.INFO, "kept for the installed system's Xen: noapic"),
                        new ProgressEvent.Message(
                                ProgressEvent.Level.WARNING,
                                "not kept for the installed system: iommu=pt; what Xen should know instead goes into"
                                        + " xen.options of the answers"));
    }
}
