package org.domzero.installer.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reading single files of the kernel; nothing here touches a file. */
final class KernelFacts {
    /** The variable that says whether firmware checks signatures (UEFI specification, 3.3). */
    static final String SECURE_BOOT = "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";

    private static final String LIVE_MEDIUM = "/run/live/medium";
    private static final Pattern FLAGS = Pattern.compile("flags\\s*:\\s*(.*)");

    private KernelFacts() {}

    /** An efivarfs file: four bytes of attributes, then the value, here one byte. */
    static boolean secureBoot(byte @Nullable [] variable) {
        return variable != null && variable.length >= 5 && variable[4] == 1;
    }

    /** The first processor's {@code flags} of {@code /proc/cpuinfo}, which only x86 ones have; empty elsewhere. */
    static Set<String> flags(@Nullable String cpuinfo) {
        return (cpuinfo == null ? "" : cpuinfo)
                .lines()
                .map(FLAGS::matcher)
                .filter(matcher -> matcher.matches())
                .findFirst()
                .map(matcher -> Arrays.stream(matcher.group(1).split(" ")).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    static Virtualization virtualization(Set<String> flags) {
        if (flags.contains("vmx")) {
            return Virtualization.VMX;
        }
        return flags.contains("svm") ? Virtualization.SVM : Virtualization.NONE;
    }

    /**
     * The device that {@code /proc/mounts} has at live-boot's mount point; null when the system runs from elsewhere, or
     * was copied to memory.
     */
    static @Nullable String bootMedium(@Nullable String mounts) {
        return (mounts == null ? "" : mounts)
                .lines()
                .map(line -> List.of(line.split(" ")))
                .filter(fields -> fields.size() > 1 && fields.get(1).equals(LIVE_MEDIUM))
                .map(fields -> fields.get(0))
                .filter(source -> source.startsWith("/dev/"))
                .reduce((below, above) -> above)
                .orElse(null);
    }
}
