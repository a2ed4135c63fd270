package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.progress.Progress;

/**
 * What a machine needs to be told so that a kernel runs on it: whoever gave it to the installer's kernel would have to
 * give it to the host's as well.
 *
 * <p>On a host two kernels share the hardware. Linux in dom0 drives PCI devices, graphics, USB, disks, and interprets
 * ACPI; interrupt controllers, timers, the IOMMU, sleep states of processors and the reset are Xen's, and what says
 * something of these goes to Xen by Xen's name for it (xen-command-line). {@code docs/unattended.md} has the list.
 *
 * @param linux options for dom0's Linux, as they were given
 * @param xen options for Xen
 * @param left options that concern the hardware but have no counterpart in Xen
 */
record KeptOptions(List<String> linux, List<ForXen> xen, List<String> left) {
    static final KeptOptions NONE = new KeptOptions(List.of(), List.of(), List.of());

    /** What dom0 drives, by the names of kernel-parameters.txt; at the end modules' own parameters. */
    private static final Pattern LINUX = Pattern.compile("nomodeset|nofb|video=.+|fbcon=.+"
            + "|pci=.+|pcie_\\w+(=.+)?|irqpoll|irqfixup|pnpacpi=.+|nousb"
            + "|acpi=(strict|rsdt|copy_dsdt|nocmcff)|acpi_\\w+(=.+)?"
            + "|net\\.ifnames=.+|biosdevname=.+|modprobe\\.blacklist=.+|module_blacklist=.+|iomem=relaxed"
            + "|[\\w-]+\\.[\\w-]+(=.+)?");

    /** What looks like a module's parameter and is for systemd, for this installer, or not about the hardware. */
    private static final Pattern NOT_HARDWARE =
            Pattern.compile("(systemd|udev|rd|domzero|live|luks|fsck|quotacheck|locale"
                    + "|vconsole|plymouth|printk|sysctl|cgroup|zswap|rcupdate|rcutree|srcutree|workqueue|audit|bootconfig|apparmor"
                    + "|kvm|kvm_intel|kvm_amd|initcall|ima|evm|integrity|debug)\\..*"
                    + "|net\\.ifname-policy=.*|acpi_rsdp=.*"
                    + "|[^=]*(passw|secret|token|psk|credential)[^=]*(=.*)?");

    /** What Xen has a counterpart for; the first that matches. */
    private static final List<Translation> TO_XEN = List.of(
            new Translation("(?:intel_|amd_)?iommu=off", "iommu=off"),
            new Translation("acpi=(off|force|noirq)", "acpi=$1"), // Xen hands it on to dom0
            new Translation("acpi_skip_timer_override", "acpi_skip_timer_override"),
            new Translation("noapic", "noapic"), // this too
            new Translation("(no)?lapic", "$1lapic"),
            new Translation("nox2apic", "x2apic=off"),
            new Translation("nohpet|hpet=disable", "hpet=off"),
            new Translation("clocksource=acpi_pm", "clocksource=acpi"),
            new Translation("clocksource=(hpet|tsc|pit)", "clocksource=$1"),
            new Translation("tsc=unstable", "tsc=unstable"),
            new Translation("(?:processor|intel_idle)\\.max_cstate=([1-9])", "max_cstate=$1"),
            new Translation("reboot=((?:triple|kbd|acpi|pci|efi|[tkape])(?:,(?:warm|cold|w|c))?)", "reboot=$1"));

    /** Xen's business too, but said in a way, or of something, that Xen does not know. */
    private static final Pattern XENS = Pattern.compile(
            "((intel_|amd_)?iommu|acpi|clocksource|tsc|hpet|reboot|earlyprintk|earlycon|idle|(no)?x2apic\\w*|apic)=.*"
                    + "|earlyprintk|earlycon|x2apic_phys|apic|notsc|noacpi"
                    + "|(processor|intel_idle)\\..*");

    /** What both boot loaders hand on as it is, and what cannot be taken for the end of a kernel's options. */
    private static final Pattern HANDED_ON = Pattern.compile("(?!.*---)[\\w.,:;=@/+*%!?~^()\\[\\]-]+");

    KeptOptions {
        linux = List.copyOf(linux);
        xen = List.copyOf(xen);
        left = List.copyOf(left);
    }

    /** @param given what was said to Linux */
    record ForXen(String option, String given) {
        private String name() {
            return nameOf(option);
        }
    }

    private record Translation(Pattern linux, String xen) {
        Translation(String linux, String xen) {
            this(Pattern.compile(linux), xen);
        }

        Optional<String> of(String option) {
            Matcher matcher = linux.matcher(option);
            return matcher.matches()
                    ? Optional.of(matcher.replaceFirst(xen.replace("$1", group(matcher))))
                    : Optional.empty();
        }

        private static String group(Matcher matcher) {
            String group = matcher.groupCount() == 0 ? null : matcher.group(1);
            return Matcher.quoteReplacement(group == null ? "" : group);
        }
    }

    static KeptOptions of(KernelCommandLine commandLine) {
        Set<String> linux = new LinkedHashSet<>();
        List<ForXen> xen = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>();
        for (String option : commandLine.options()) {
            Optional<String> translated = TO_XEN.stream()
                    .flatMap(translation -> translation.of(option).stream())
                    .findFirst();
            boolean concernsXen = XENS.matcher(option).matches();
            boolean concernsLinux = LINUX.matcher(option).matches()
                    && !NOT_HARDWARE.matcher(option.toLowerCase(Locale.ROOT)).matches();
            if (translated.isPresent()) {
                ForXen one = new ForXen(translated.get(), option);
                xen.removeIf(earlier -> earlier.name().equals(one.name()));
                xen.add(one);
            } else if (isLinuxsAcpi(option) || (concernsLinux && !concernsXen)) {
                (HANDED_ON.matcher(option).matches() ? linux : left).add(option);
            } else if (concernsXen) {
                left.add(option);
            }
        }
        return new KeptOptions(List.copyOf(linux), xen, List.copyOf(left));
    }

    /** {@code acpi=} is Xen's where it is about interrupts and Linux's where it is about tables. */
    private static boolean isLinuxsAcpi(String option) {
        return option.startsWith("acpi=") && LINUX.matcher(option).matches();
    }

    /** Those for Xen that the answers' own options for Xen say nothing about. */
    List<String> forXenBeside(String answered) {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(answered.strip().split("\\s+")).map(KeptOptions::nameOf).forEach(names::add);
        return xen.stream()
                .filter(one -> !names.contains(one.name()))
                .map(ForXen::option)
                .toList();
    }

    private static String nameOf(String option) {
        return option.replaceFirst("=.*", "");
    }

    /** Says what becomes of them. */
    void tell(Progress progress) {
        if (!linux.isEmpty()) {
            progress.info("kept for the installed system: " + String.join(" ", linux));
        }
        for (ForXen one : xen) {
            progress.info("kept for the installed system's Xen: " + one.option()
                    + (one.option().equals(one.given()) ? "" : " (given as " + one.given() + ")"));
        }
        if (!left.isEmpty()) {
            progress.warn("not kept for the installed system: " + String.join(" ", left)
                    + "; what Xen should know instead goes into xen.options of the answers");
        }
    }
}
