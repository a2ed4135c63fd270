package org.domzero.p2v.fixup;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.guests.vm.GuestType;

/**
 * What the guest will be.
 *
 * @param root as the kernel and fstab name the root file system: {@code /dev/xvda}, {@code UUID=…}
 * @param rootType {@code ext4}
 * @param swap as fstab names it, if the guest has any
 * @param merged the mount points whose file systems are now part of the root's
 * @param network what the guest's kernel will call its first card
 * @param arguments what its kernel is told beside root and console
 */
public record GuestTarget(
        GuestType type,
        String root,
        String rootType,
        Optional<String> swap,
        List<String> merged,
        GuestConsole console,
        String network,
        List<String> arguments) {
    private static final Pattern PARTITION = Pattern.compile("/dev/(?:xvd|sd|hd|vd)[a-z](\\d+)");

    public GuestTarget {
        merged = List.copyOf(merged);
        arguments = List.copyOf(arguments);
    }

    /** Whose kernel is told nothing out of the ordinary. */
    public GuestTarget(
            GuestType type,
            String root,
            String rootType,
            Optional<String> swap,
            List<String> merged,
            GuestConsole console,
            String network) {
        this(type, root, rootType, swap, merged, console, network, List.of());
    }

    boolean merges(String mountPoint) {
        return merged.contains(mountPoint);
    }

    /** Whether it has devices of Xen alone. */
    boolean isParavirtual() {
        return type != GuestType.HVM;
    }

    /** Its root as GRUB Legacy names it. */
    String grubRoot() {
        Matcher matcher = PARTITION.matcher(root);
        // A BIOS starts no disk without partitions: there the root is in the first.
        String usual = isParavirtual() ? "(hd0)" : "(hd0,0)";
        return matcher.matches() ? "(hd0," + (Integer.parseInt(matcher.group(1)) - 1) + ")" : usual;
    }
}
