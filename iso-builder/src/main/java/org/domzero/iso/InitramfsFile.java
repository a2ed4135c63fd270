package org.domzero.iso;

import java.util.List;

/**
 * A file of domzero among those that initramfs-tools(7) makes an initrd from. It is in dom0 as well as in the image's
 * first initrd, so that later ones are made alike.
 *
 * @param name in dom0; initramfs-tools takes no script with a dot in its name
 * @param directory in dom0
 * @param executable a script, not settings
 */
record InitramfsFile(String name, String directory, String resource, boolean executable) {
    static final List<InitramfsFile> ALL = List.of(
            new InitramfsFile("domzero.conf", "/etc/initramfs-tools/conf.d", "dom0/initramfs.conf", false),
            new InitramfsFile("amd64-microcode", "/etc/default", "dom0/amd64-microcode.default", false),
            new InitramfsFile(
                    "domzero-medium", "/etc/initramfs-tools/scripts/live-premount", "dom0/wait-for-medium.sh", true),
            new InitramfsFile("domzero-emulated", "/etc/initramfs-tools/scripts/init-top", "dom0/emulated.sh", true),
            new InitramfsFile("domzero-network", "/etc/initramfs-tools/scripts/init-top", "dom0/no-network.sh", true),
            new InitramfsFile("domzero-lvm", "/etc/initramfs-tools/hooks", "dom0/no-lvm-activation.sh", true),
            new InitramfsFile("domzero-slim", "/etc/initramfs-tools/hooks", "dom0/slim-initrd.sh", true));

    String content() {
        return Resource.text(resource);
    }
}
