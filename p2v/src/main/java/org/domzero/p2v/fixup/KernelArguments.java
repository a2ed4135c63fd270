package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.XenDriver;
import org.domzero.p2v.text.ShellVariables;
import org.domzero.p2v.text.Words;

/** What the guest's kernel is told: what the physical machine's was, less its disks, with the guest's root and console. */
final class KernelArguments {
    /** Disks to resume from, to decrypt and to assemble; dracut, genkernel, initramfs-tools and md(4) say it each its way. */
    private static final Pattern STALE = Pattern.compile(
            "resume=.*|resume_offset=.*|rd\\.(lvm|md|luks|dm)(\\.[a-z]+)*(=(?!0$).*)?|rd_(LVM|MD|LUKS|DM)_.*"
                    + "|lvmwait=.*|cryptdevice=.*|cryptopts=.*|crypt_root=.*|dolvm|domdadm|dodmraid|dmraid=.*|md=.*"
                    + "|rootflags=.*|BOOT_IMAGE=.*");

    /**
     * A kernel that knows Xen has the emulated disk taken away at its start, in favour of a driver that only an initrd made
     * in a guest would have.
     */
    private static final String EMULATED_DISK = "xen_emul_unplug=never";

    private final GuestTarget target;
    private final List<String> extra;

    private KernelArguments(GuestTarget target, List<String> extra) {
        this.target = target;
        this.extra = extra;
    }

    static KernelArguments of(GuestRoot root, GuestTarget target) {
        List<String> extra = new ArrayList<>();
        if (target.network().startsWith("eth") && Systemd.isIn(root)) {
            extra.add("net.ifnames=0");
            if (root.isExecutable("/usr/sbin/biosdevname") || root.isExecutable("/sbin/biosdevname")) {
                extra.add("biosdevname=0");
            }
        }
        if (resumes(root)) {
            extra.add("noresume");
        }
        if (!target.isParavirtual()
                && InitrdFixUp.lacking(root, target, Distribution.of(root))
                        .filter(kernel -> kernel.xen().disk() != XenDriver.BUILT_IN)
                        .isPresent()) {
            extra.add(EMULATED_DISK);
        }
        extra.addAll(target.arguments());
        return new KernelArguments(target, extra);
    }

    /** The initrd has the disk to resume from in it as well, and would wait for it. */
    private static boolean resumes(GuestRoot root) {
        return root.text(InitramfsToolsFixUp.RESUME)
                .flatMap(text -> ShellVariables.of(text).value("RESUME"))
                .isPresent();
    }

    /** Without root and console, for what is joined with arguments that have them. */
    static String cleaned(String arguments) {
        List<String> words = Words.of(arguments);
        return words.stream().noneMatch(word -> isStale(word) || isConsole(word))
                ? arguments
                : String.join(
                        " ",
                        words.stream()
                                .filter(word -> !isStale(word) && !isConsole(word))
                                .toList());
    }

    private static boolean isStale(String word) {
        return STALE.matcher(word).matches();
    }

    private static boolean isConsole(String word) {
        return word.startsWith("console=");
    }

    /** For a kernel whose root comes from elsewhere. */
    String withoutRoot(String arguments) {
        return edited(arguments, false);
    }

    String edited(String arguments) {
        return edited(arguments, true);
    }

    private String edited(String arguments, boolean withRoot) {
        List<String> words = Words.of(arguments);
        List<String> changed = new ArrayList<>();
        // Genkernel's initrd is the root at first, and finds the other by a name of its own.
        boolean genkernel = words.stream().anyMatch(word -> word.startsWith("real_root="));
        boolean rooted = false;
        boolean consoles = words.stream()
                .filter(KernelArguments::isConsole)
                .toList()
                .equals(target.console().arguments());
        for (String word : words) {
            if (word.startsWith(genkernel ? "real_root=" : "root=")) {
                if (!rooted) {
                    changed.add(word.substring(0, word.indexOf('=') + 1) + target.root());
                }
                rooted = true;
            } else if (word.startsWith("rootfstype=")) {
                changed.add("rootfstype=" + target.rootType());
            } else if (!isStale(word) && (consoles || !isConsole(word))) {
                changed.add(word);
            }
        }
        if (withRoot && !rooted) {
            changed.add(0, "root=" + target.root());
        }
        if (!consoles) {
            changed.addAll(target.console().arguments());
        }
        extra.stream().filter(word -> !changed.contains(word)).forEach(changed::add);
        return changed.equals(words) ? arguments : String.join(" ", changed);
    }
}
