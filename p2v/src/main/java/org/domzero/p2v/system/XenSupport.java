package org.domzero.p2v.system;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel knows of Xen.
 *
 * @param pv whether it starts as a paravirtual guest
 * @param pvh whether it starts as a PVH guest
 * @param hvm whether it starts on a machine of its own, be it a real one
 */
public record XenSupport(Answer pv, Answer pvh, Answer hvm, XenDriver disk, XenDriver network) {
    private static final XenSupport UNKNOWN =
            new XenSupport(Answer.UNKNOWN, Answer.UNKNOWN, Answer.YES, XenDriver.UNKNOWN, XenDriver.UNKNOWN);

    /** Kernels for Xen alone, of before Linux itself knew it: RHEL 4 and 5, SLES 10 and 11, Debian 4 and 5. */
    private static final Pattern XEN_ONLY = Pattern.compile(".*(xen|xenU|-xen(-(amd64|686))?)");

    private static final Pattern EL6_EL7 = Pattern.compile(".*\\.el[67](uek|_\\d+)?([._].*)?");

    /**
     * How a kernel may be packed without the GRUB of PV guests unpacking it: that takes the packed kernel out of its file,
     * and knows gzip, xz and lzo. In other guests the kernel unpacks itself.
     */
    private static final Set<String> UNREADABLE =
            Set.of("CONFIG_KERNEL_BZIP2", "CONFIG_KERNEL_LZMA", "CONFIG_KERNEL_LZ4", "CONFIG_KERNEL_ZSTD");

    /** The first Linux with what is called PVH today: before, the option stood for another thing of that name. */
    private static final String PVH = "4.11";

    /**
     * By the configuration that the kernel was built with.
     *
     * @param version empty when it is not known
     */
    static XenSupport ofConfig(String config, String version) {
        Map<String, String> set = new HashMap<>();
        config.lines().filter(line -> line.startsWith("CONFIG_")).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                set.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        boolean xen = set.containsKey("CONFIG_XEN");
        // Linux 4.13 made paravirtual guests an option of their own; before, CONFIG_XEN was no less than that.
        boolean own = config.contains("CONFIG_XEN_PV=") || config.contains("# CONFIG_XEN_PV is not set");
        boolean pv = xen
                && (!own || set.containsKey("CONFIG_XEN_PV"))
                && UNREADABLE.stream().noneMatch(set::containsKey);
        return new XenSupport(
                pv ? Answer.YES : Answer.NO,
                set.containsKey("CONFIG_XEN_PVH") ? pvh(version) : Answer.NO,
                set.containsKey("CONFIG_X86_64_XEN") || set.containsKey("CONFIG_X86_XEN") ? Answer.NO : Answer.YES,
                driver(set.get("CONFIG_XEN_BLKDEV_FRONTEND")),
                driver(set.get("CONFIG_XEN_NETDEV_FRONTEND")));
    }

    private static Answer pvh(String version) {
        if (version.isEmpty()) {
            return Answer.UNKNOWN;
        }
        return Kernels.compareVersions(version, PVH) < 0 ? Answer.NO : Answer.YES;
    }

    private static XenDriver driver(@Nullable String value) {
        if (value == null) {
            return XenDriver.NONE;
        }
        return value.equals("y") ? XenDriver.BUILT_IN : XenDriver.MODULE;
    }

    /** By what its distribution built under such a version. */
    static XenSupport ofVersion(String version) {
        if (XEN_ONLY.matcher(version).matches()) {
            return new XenSupport(Answer.YES, Answer.NO, Answer.NO, XenDriver.PRESENT, XenDriver.PRESENT);
        }
        return EL6_EL7.matcher(version).matches()
                ? new XenSupport(Answer.YES, Answer.NO, Answer.YES, XenDriver.MODULE, XenDriver.MODULE)
                : UNKNOWN;
    }
}
