package org.domzero.guests.vm;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.domzero.guests.xl.XlDisk;
import org.domzero.toolkit.UserError;

/** Names by which guests see their disks: xen-vbd-interface(7). */
final class DeviceName {
    private static final List<String> LETTERS = "abcdefghijklmnopqrstuvwxy"
            .chars()
            .mapToObj(letter -> String.valueOf((char) letter))
            .toList();

    private DeviceName() {}

    /** The first that no disk has. */
    static String free(List<XlDisk> disks) {
        Set<String> taken = disks.stream().map(XlDisk::vdev).collect(Collectors.toSet());
        return LETTERS.stream()
                .map(letter -> "xvd" + letter)
                .filter(name -> !taken.contains(name))
                // The emulated twin of an HVM guest's first disks.
                .filter(name -> !taken.contains("hd" + name.charAt(3)))
                .findFirst()
                .orElseThrow(() -> UserError.usage("the guest has 25 disks already", "remove one, or grow one"));
    }
}
